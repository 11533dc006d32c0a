"""Which names a cell takes from outside, found from its text without running it."""

import ast
import builtins
import symtable

BUILTINS = frozenset(dir(builtins))
# Ways to reach names that cannot be seen in the text.
HIDDEN_WAYS = frozenset({"eval", "exec", "compile", "locals", "vars", "__import__", "globals"})


def _scopes(table: symtable.SymbolTable):
    yield table
    for child in table.get_children():
        yield from _scopes(child)


def bound_names(source: str) -> set[str]:
    """Names that the code makes at its top level: assignments, imports, functions, classes."""
    table = symtable.symtable(source, "cell", "exec")
    made = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    declared_global = {
        symbol.get_name()
        for scope in _scopes(table)
        if scope is not table
        for symbol in scope.get_symbols()
        if symbol.is_declared_global() and symbol.is_assigned()
    }
    return made | declared_global


def free_names(source: str) -> set[str]:
    """Names that the code uses but neither makes nor finds among Python's built-ins."""
    table = symtable.symtable(source, "cell", "exec")
    used = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    for scope in _scopes(table):
        if scope is not table:
            used |= {s.get_name() for s in scope.get_symbols() if s.is_global()}
    return used - bound_names(source) - BUILTINS


def imported_modules(source: str) -> set[str]:
    """Top-level packages that the code imports."""
    modules = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add((node.module or "").split(".")[0])
    return modules


def asked_names(source: str) -> set[str]:
    """Names that the code asks for in the form `"name" in globals()`."""
    return {node.left.value for node in ast.walk(ast.parse(source)) if _asks_for_a_name(node)}


def hidden_ways(source: str) -> set[str]:
    """Calls that reach names out of sight; the form `"name" in globals()` is allowed."""
    tree = ast.parse(source)
    allowed = {id(node.comparators[0].func) for node in ast.walk(tree) if _asks_for_a_name(node)}
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in HIDDEN_WAYS and id(node) not in allowed
    }


def _asks_for_a_name(node: ast.AST) -> bool:
    """Whether the node is `"name" in globals()` or its negation."""
    return (
        isinstance(node, ast.Compare)
        and isinstance(node.left, ast.Constant)
        and isinstance(node.left.value, str)
        and isinstance(node.ops[0], ast.In | ast.NotIn)
        and isinstance(node.comparators[0], ast.Call)
        and isinstance(node.comparators[0].func, ast.Name)
        and node.comparators[0].func.id == "globals"
    )
