"""A whole deployment on this machine from Debian's and Maven's packages: `make cluster`."""
