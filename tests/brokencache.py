"""A cache whose server is away."""

from django.core.cache.backends.base import BaseCache

from config.cache import ForgivingCache


class AbsentCache(BaseCache):
    def __init__(self, location, params):
        super().__init__(params)

    def break_down(self, *args, **kwargs):
        raise ConnectionError("connection refused")

    add = get = set = touch = delete = clear = incr = break_down
    get_many = set_many = break_down


class ForgivingAbsentCache(ForgivingCache, AbsentCache):
    """As a real site has it."""


SETTING = {"default": {"BACKEND": "tests.brokencache.ForgivingAbsentCache"}}
