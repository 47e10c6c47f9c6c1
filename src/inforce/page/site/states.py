"""The names of the states, districts and territories by their USPS codes."""

from __future__ import annotations

from inforce.backends.text.catalogue import Catalogue


def state_names(words: Catalogue) -> dict[str, str]:
    say = words.say
    return {
        "AK": say("Alaska"), "AL": say("Alabama"), "AR": say("Arkansas"), "AZ": say("Arizona"), "CA": say("California"), "CO": say("Colorado"),
        "CT": say("Connecticut"), "DC": say("District of Columbia"), "DE": say("Delaware"), "FL": say("Florida"), "GA": say("Georgia"), "GU": say("Guam"),
        "HI": say("Hawaii"), "IA": say("Iowa"), "ID": say("Idaho"), "IL": say("Illinois"), "IN": say("Indiana"), "KS": say("Kansas"), "KY": say("Kentucky"),
        "LA": say("Louisiana"), "MA": say("Massachusetts"), "MD": say("Maryland"), "ME": say("Maine"), "MI": say("Michigan"), "MN": say("Minnesota"),
        "MO": say("Missouri"), "MP": say("Northern Mariana Islands"), "MS": say("Mississippi"), "MT": say("Montana"), "NC": say("North Carolina"),
        "ND": say("North Dakota"), "NE": say("Nebraska"), "NH": say("New Hampshire"), "NJ": say("New Jersey"), "NM": say("New Mexico"), "NV": say("Nevada"),
        "NY": say("New York"), "OH": say("Ohio"), "OK": say("Oklahoma"), "OR": say("Oregon"), "PA": say("Pennsylvania"), "PR": say("Puerto Rico"),
        "RI": say("Rhode Island"), "SC": say("South Carolina"), "SD": say("South Dakota"), "TN": say("Tennessee"), "TX": say("Texas"), "UT": say("Utah"),
        "VA": say("Virginia"), "VI": say("U.S. Virgin Islands"), "VT": say("Vermont"), "WA": say("Washington (state)"), "WI": say("Wisconsin"),
        "WV": say("West Virginia"), "WY": say("Wyoming"),
    }  # fmt: skip
