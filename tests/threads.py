"""Jobs in real threads, each with a connection of its own, on the copy of the database that `own_database` makes."""

from concurrent.futures import ThreadPoolExecutor

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection


def at_once(job, arguments):
    """Run `job` for every argument at the same time; return what each returned, or the refusal it raised."""

    def call(argument):
        try:
            return job(argument)
        except (ValidationError, PermissionDenied) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(call, arguments))


def alone(job):
    """Run one job in a thread and return what it returned; a refusal is raised here."""
    [result] = at_once(lambda _: job(), [None])
    if isinstance(result, Exception):
        raise result
    return result
