"""Certificates and their checkers: claims about a tender that anybody can check, standard library only."""
