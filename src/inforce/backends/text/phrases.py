"""Phrases of which a formula in words is made; the catalogue gives each language its own."""

from __future__ import annotations

from inforce.backends.text.catalogue import sentence

PHRASES = {
    "everyone": sentence("everyone"),
    "nobody": sentence("nobody"),
    "all_of": sentence("all of these:"),
    "any_of": sentence("at least one of these:"),
    "not_so": sentence("this is not so: {condition}"),
    "is_so": sentence("{fact}"),
    "is_not_so": sentence("not {fact}"),
    "is": sentence("{fact}: {value}"),
    "is_not": sentence("{fact}: not {value}"),
    "reached": sentence("this rule reaches the person: {title} ({id})"),
    "not_reached": sentence("this rule does not reach the person: {title} ({id})"),
    "given": sentence("something is known of the {fact}"),
    "not_given": sentence("nothing is known of the {fact}"),
    "other_reading": sentence("under the other reading of {point}"),
    "default_reading": sentence("under the default reading of {point}"),
    "at_most": sentence("at most {number}"),
    "or_more": sentence("{number} or more"),
    "or_later": sentence("{day} or later"),
    "or_earlier": sentence("{day} or earlier"),
    "before": sentence("before {day}"),
    "by_the_day": sentence("on or before the day asked about"),
    "after_the_day": sentence("after the day asked about"),
    "ago_or_more": sentence("{time} or more before the day asked about"),
    "ago_more_than": sentence("more than {time} before the day asked about"),
    "ago_less_than": sentence("less than {time} before the day asked about"),
    "ago_or_less": sentence("{time} or less before the day asked about"),
    "younger": sentence("under {age} on the day asked about"),
    "or_older": sentence("{age} or older on the day asked about"),
    "before_turning": sentence("before the person turned {age}"),
    "after_turning": sentence("not before the person turned {age}"),
    "by_then": sentence("not after the {fact}"),
    "after_then": sentence("after the {fact}"),
    "before_then": sentence("before the {fact}"),
    "from_then": sentence("not before the {fact}"),
    "within": sentence("not later than {time} after the {fact}"),
    "beyond": sentence("more than {time} after the {fact}"),
}
