"""The layers keep packages apart; inside of one, too, modules import each other one way only."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp


def test_no_modules_import_each_other_in_a_circle_be_it_for_types_alone():
    graph = grimp.build_graph("crawler", exclude_type_checking_imports=False)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(list(TopologicalSorter(imports).static_order())) == len(graph.modules)  # a circle: CycleError names it
