"""What QGIS itself shows of a layer under a style: for every feature its code and the labels of the rules that draw it.

usage: qgis_classes.py LAYER STYLE.qml|STYLE.sld|layer_styles

Prints "code<TAB>label|label" a line. Needs python3-qgis; run by Debian's own python3.
"""

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import QgsApplication, QgsExpressionContext, QgsVectorLayer  # noqa: E402


def leaves(rule):
    for child in rule.children():
        if child.children():
            yield from leaves(child)
        else:
            yield child


def main(file, style):
    app = QgsApplication([], False)
    app.initQgis()
    layer = QgsVectorLayer(file, "layer", "ogr")
    if not layer.isValid():
        sys.exit(file + " is no layer for QGIS")
    if style == "layer_styles":
        message, ok = layer.loadDefaultStyle()
    elif style.endswith(".sld"):
        message, ok = layer.loadSldStyle(style)
    else:
        message, ok = layer.loadNamedStyle(style)
    if not ok or layer.renderer().type() != "RuleRenderer":
        sys.exit(style + ": " + (message or "no rules"))
    rules = list(leaves(layer.renderer().rootRule()))
    context = QgsExpressionContext()
    context.setFields(layer.fields())
    code = next(i for i, f in enumerate(layer.fields()) if f.name().lower() == "parcel_id")
    for feature in layer.getFeatures():
        context.setFeature(feature)
        hits = [r.label() for r in rules if r.filter() is None or r.filter().evaluate(context)]
        print(feature[code], "|".join(hits), sep="\t")


main(*sys.argv[1:])
