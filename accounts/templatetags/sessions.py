from django import template

from accounts.sessions.programs import program_of

register = template.Library()
register.filter("program", program_of)
