"""Crews in threads of our own: one lane, all actors shared."""

import os

import pytest

from stockposture.decomposition.crew.crew import Crew
from stockposture.decomposition.crew.lanes import InlineLanes
from stockposture.decomposition.crew.place import lanes_of
from stockposture.decomposition.crew.threads import ThreadLanes
from stockposture_models.errors import BadInputError
from support.actors import PAYLOADS, make_counter, work


def test_threads_give_the_same_bits_and_make_each_actor_once():
    with InlineLanes() as lanes, Crew(make_counter, PAYLOADS, lanes) as crew:
        alone = work(crew)
    with ThreadLanes(3) as lanes, Crew(make_counter, PAYLOADS, lanes) as crew:
        assert lanes.width == 3
        assert work(crew) == alone
        assert set(crew.do("where")) == {os.getpid()}
        assert set(crew.payloads_sent) == {1}
        with pytest.raises(BadInputError, match="has "):
            crew.do("fail", 5)


def test_threads_are_ended_with_their_lanes():
    with ThreadLanes(2) as lanes:
        assert lanes.submit("threads", sum, [1, 2]).result() == 3
        lanes.tell(sum, [])
    with pytest.raises(RuntimeError, match="after shutdown"):
        lanes.submit("threads", sum, [1, 2])


def test_threads_are_taken_where_they_are_asked_for_and_there_is_more_than_one():
    for workers, kind in ((1, InlineLanes), (2, ThreadLanes)):
        with lanes_of(workers=workers, threads=True) as lanes:
            assert type(lanes) is kind
