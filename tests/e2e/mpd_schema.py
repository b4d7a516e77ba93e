"""DASH manifests held against the standard's own schema."""
import subprocess
import tempfile
import pathlib
import unittest

from program import CORPUS, has_tools

SCHEMA = CORPUS / "manifests" / "MPEGGroup+DASHSchema" / "DASH-MPD.xsd"
NAMES = {"mpd": "urn:mpeg:dash:schema:mpd:2011"}

with_schema = unittest.skipUnless(SCHEMA.is_file() and has_tools("xmllint"), "the MPD schema or xmllint is not there")

#: What of xlink the MPD schema refers to: validation needs no network.
XLINK = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xlink">
<xs:attribute name="href" type="xs:anyURI"/><xs:attribute name="actuate" type="xs:string"/>
<xs:attribute name="type" type="xs:string"/><xs:attribute name="show" type="xs:string"/></xs:schema>"""
CATALOG = """<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
<system systemId="http://www.w3.org/XML/2008/06/xlink.xsd" uri="xlink.xsd"/><uri name="http://www.w3.org/XML/2008/06/xlink.xsd" uri="xlink.xsd"/></catalog>"""


def faults_of(mpd):
    """What the schema has against the manifest's bytes; empty when it is valid."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "xlink.xsd").write_text(XLINK)
        (folder / "catalog.xml").write_text(CATALOG)
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", SCHEMA, "-"], input=mpd, capture_output=True, check=False,
                              env={"XML_CATALOG_FILES": str(folder / "catalog.xml"), "PATH": "/usr/bin:/bin"})
        return "" if done.returncode == 0 else done.stderr.decode() or "xmllint failed"
