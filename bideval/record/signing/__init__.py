"""Signatures of files: SSHSIG, which ``ssh-keygen -Y verify`` checks, and RFC 3161 time tokens."""
