"""The local web app: only for who holds the token, only on this machine."""
