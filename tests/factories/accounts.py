import factory

from accounts.models import User
from accounts.roles import Role


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"amber-heron-{n}")
    role = Role.REGISTERED

    class Params:
        physician = factory.Trait(role=Role.PHYSICIAN)
        editor = factory.Trait(role=Role.EDITOR)
        administrator = factory.Trait(role=Role.ADMINISTRATOR, is_staff=True, is_superuser=True)
