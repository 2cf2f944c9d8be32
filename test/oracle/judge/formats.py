"""Formats that Python's own library can judge; the values are plain on purpose, so that no definition matters."""

import email.errors
import email.headerregistry
import ipaddress
import uuid


def is_email(text):
    try:
        address = email.headerregistry.Address(addr_spec=text)
    except (email.errors.HeaderParseError, ValueError, IndexError):
        return False
    return address.username != "" and "." in address.domain


def is_ipv4(text):
    try:
        return str(ipaddress.IPv4Address(text)) == text
    except ipaddress.AddressValueError:
        return False


def is_uuid(text):
    try:
        parsed = uuid.UUID(text)
    except ValueError:
        return False
    return str(parsed) == text and parsed.variant == uuid.RFC_4122 and parsed.version in range(1, 9)


JUDGES = {"email": is_email, "ipv4": is_ipv4, "uuid": is_uuid}
