"""What any engine must do: every promise to those who search, once. Subclass it and give an `engine_for` fixture."""

from tests.contract.explain_contract import ExplainContract
from tests.contract.filters_contract import FiltersContract
from tests.contract.hits_contract import HitsContract
from tests.contract.listing_contract import ListingContract
from tests.contract.naming_contract import NamingContract
from tests.contract.order_contract import OrderContract
from tests.contract.quoting_contract import QuotingContract
from tests.contract.rescue_contract import RescueContract
from tests.contract.scope_contract import ScopeContract
from tests.contract.spelling_contract import SpellingContract
from tests.contract.suggest_contract import SuggestContract
from tests.contract.syntax_contract import SyntaxContract
from tests.contract.words_contract import WordsContract


class EngineContract(
    FiltersContract,
    WordsContract,
    SpellingContract,
    SyntaxContract,
    OrderContract,
    NamingContract,
    RescueContract,
    ScopeContract,
    HitsContract,
    ListingContract,
    QuotingContract,
    ExplainContract,
    SuggestContract,
):
    """All of it."""
