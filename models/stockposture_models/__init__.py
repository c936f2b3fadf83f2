"""What the problem is: tables, theory, candidate policies, formulation, plan."""
