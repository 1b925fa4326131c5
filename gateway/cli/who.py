"""Who uses a command: said by the user, recorded by the command."""

import getpass

import click

BY = click.option(
    "--by",
    default=getpass.getuser,
    show_default="your user name",
    metavar="WHO",
    help="Who looks; it is recorded.",
)
