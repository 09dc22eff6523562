"""Which titles are plausible: programs fill in something if nobody gives a title.

They fill in their own name, that of the file or of a template, or "(anonymous)"; and the largest heading of a file may
be that of its table of contents.
"""

import re
import unicodedata
from typing import Final

from indexer.readers.outcome import MAX_TITLE, one_line

_PROGRAMS: Final = (
    "word|powerpoint|excel|publisher|visio|quarkxpress|quark|pagemaker|framemaker|indesign|illustrator|photoshop|coreldraw|"
    "freehand|acrobat|crystal ?reports?|autocad|keynote|canva|writer|impress|scribus|affinity"
)
_FILE_KINDS: Final = (
    "document|presentation|workbook|worksheet|template|file|slide ?show|publication|drawing|layout|pdf|image"
)
_ENDINGS: Final = (
    "docx?|docm|dotx?|rtf|odt|ott|sxw|wpd|wps|pages|txt|tex|dvi|e?ps|prn|pptx?|pptm|ppsx?|potx?|odp|key|xlsx?|xlsm|xlsb|xlt|csv|"
    "ods|numbers|pub|vsdx?|mpp|indd|indt|idml|indb|inx|qxd|qxp|qxb|pmd|p6\\d|pm\\d|fm|book|mif|ai|psd|psb|cdr|svg|o?xps|pdf|"
    "x?html?|mht|aspx?|php|jsp|cfm|jpe?g|png|gif|tiff?|bmp|tmp|bak|zip|dwg|dxf|msg|eml|xml|json|md"
)
_NO_TITLE: Final = re.compile(
    rf"""
      microsoft\s+(?:office\s+)?(?:{_PROGRAMS}|access|project|outlook|onenote|works)\b.*
    | (?:(?:adobe|corel)\s+)?(?:{_PROGRAMS}) (?: \s*[-–—]\s.* | (?:\s+(?:{_FILE_KINDS})s?)?\s*\d* )
    | adobe\s+(?:photoshop|illustrator|indesign|acrobat|pdf|pagemaker|framemaker|livecycle)\b.*
    | powerpoint[\s-]*\w* | a?pr\w{{5,12}}\ (?:\w{{1,8}}\ ){{0,2}}powerpoint
    | .*\.(?:{_ENDINGS})(?:\s*[\[(].*[\])])?                        # the file's name
    | \S*[^\W_]_[^\W_]\S*                                           # … without its ending
    | (?:https?|ftp|file)://\S* | about:\S* | www\.\S+ | [a-z]:\\.* | \\\\.* | (?:/[\w.-]+)+/?
    | \[?(?:type|enter|insert|click|add|your)\b.{{0,30}}\btitle\b.{{0,16}}
    | (?:dscn?|img|image|scan)\d{{3,}}                                # a camera's or a scanner's name of a picture
    | (?:[0-9a-f]{{4,}}-?){{2,}}                                    # a number that a program made
    | [\W\d_]*
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _key(text: str) -> str:
    """Return the letters and digits of *text*, without case and accents: "C O N T E N T S" is "contents"."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


def _keys(names: str) -> frozenset[str]:
    return frozenset(map(_key, names.split(",")))


# What programs and templates call a file until somebody names it, possibly with a number.
_NAMES: Final = _keys(
    "document,documents,doc,dokument,documento,presentation,presentación,presentazione,präsentation,apresentação,"
    "présentation,presentatie,layout,layout space,page,pagina,página,seite,slide,folie,diapositiva,diapositive,diapositivo,sheet,tabelle,hoja,"
    "feuille,foglio,folha,blatt,book,workbook,mappe,libro,classeur,cartella,arbeitsmappe,drawing,zeichnung,dessin,disegno,dibujo,"
    "publication,publicación,new document,new page,new presentation,new project,new microsoft word document,neues dokument,"
    "nouveau document,nuevo documento,novo documento,graphic,artboard,zeichenfläche,image,img,picture,bild,photo,scan,"
    "scanned document,scanned image,scanned from a xerox multifunction device,blank,blank page,blank document,leere seite,"
    "página en blanco,page blanche,pagina bianca,text document,file,temp,tmp,print,print job,"
    "sans titre,ohne titel,unbenannt,sin título,senza titolo,sem título,naamloos,zonder titel,namnlös,uten navn,uten tittel,"
    "uden titel,nimetön,bez tytułu,bez názvu,kein titel,без названия,без имени,無題,无标题,無標題,제목 없음,بدون عنوان,notitle,no title"
)
_EXACT: Final = _keys(
    "title,title page,title here,title goes here,document title,title of document,title slide,no slide title,master title,titel,"
    "titelseite,título,titre,titolo,títol,タイトル,标题,標題,заголовок,cover,cover page,front cover,back cover,cover sheet,"
    "inside cover,umschlag,deckblatt,portada,couverture,page de couverture,copertina,capa,omslag,обложка,表紙,封面,"
    "printing,printout,print out,print view,print version,print preview,print friendly,printer friendly,printer friendly version,"
    "preview,vista previa,aperçu,druckansicht,drucken,imprimir,imprimer,stampa,anonymous,unspecified,unknown,unbekannt,inconnu,"
    "desconocido,none,null,nil,undefined,nan,n/a,default,standard,empty,noname,stdin,standard input,"
    "pdf,pdf document,adobe pdf,portable document format,full page photo,full page fax print,contact sheet,google docs,"
    "openoffice.org,libreoffice,microsoft office,itext,tcpdf,fpdf,jasperreports,main,body,text,test,fax,form1,report1,job1,index"
)
_CONTENTS: Final = _keys(
    "contents,table of contents,table of content,list of contents,contents page,content,toc,index of contents,in this issue,in this guide,"
    "what’s inside,whats inside,índice,índice general,índice de contenido,índice de contenidos,contenido,contenidos,"
    "tabla de contenido,tabla de contenidos,tabla de materias,sumario,sumário,índice geral,conteúdo,conteúdos,tabela de conteúdo,"
    "table des matières,sommaire,contenu,inhalt,inhaltsverzeichnis,inhaltsübersicht,indice,indice generale,sommario,contenuto,"
    "indice dei contenuti,inhoud,inhoudsopgave,indhold,indholdsfortegnelse,innehåll,innehållsförteckning,innhold,"
    "innholdsfortegnelse,efnisyfirlit,sisällys,sisällysluettelo,sisukord,saturs,turinys,spis treści,obsah,tartalom,"
    "tartalomjegyzék,cuprins,sadržaj,kazalo,vsebina,содержание,оглавление,зміст,съдържание,садржај,περιεχόμενα,"
    "πίνακας περιεχομένων,içindekiler,mục lục,目次,目录,目錄,차례,목차,المحتويات,جدول المحتويات,الفهرس,תוכן,תוכן עניינים,"
    "فهرست,فهرست مطالب,विषय सूची,विषयसूची,สารบัญ,daftar isi,kandungan,isi kandungan,mga nilalaman,talaan ng nilalaman,tusmada"
)
_UNTITLED: Final = re.compile(r"[^\w]*(?:untitled|unnamed)\b.*", re.IGNORECASE)
# "1. Overview", "1) Overview", "1.0 Overview", "§ 1. Overview"; neither "1 Corinthians" nor "1.2 million".
_FIRST_SECTION: Final = re.compile(r"(?:(?:section|§)\s*)?1(?:[.)]|\.[01]\.?)\s+(?=[^\W\d])", re.IGNORECASE)
_FILE_NAME: Final = re.compile(rf"\S*\.(?:{_ENDINGS})|(?:https?|ftp|file)://\S*", re.IGNORECASE)
_DIGITS: Final = re.compile(r"(?:0\d+|\d{1,3})$")  # not the year of a "Book 2019"
_CONTINUED: Final = re.compile(
    r"[\s(\[–—-]+(?:continued|cont’?'?d?|suite|continuación)\W*$|\s[ivx\d]{1,4}$", re.IGNORECASE
)


def plausible_title(text: str) -> str | None:
    """Return the title in *text*, a property of a file; None if no person wrote it."""
    title = "".join(character for character in one_line(text, MAX_TITLE) or "" if character.isprintable())
    return None if len(title) < 4 or is_placeholder(title) or _NO_TITLE.fullmatch(title) else title


def printed_title(text: str) -> str | None:
    """Return *text*, a heading, as a title; None if it is a placeholder."""
    title = one_line(text, MAX_TITLE)
    return None if title is None or is_placeholder(title) else title


def is_placeholder(title: str) -> bool:
    """Return whether *title* is a placeholder of a template, or the heading of a table of contents."""
    key = _key(title)
    return (
        key in _EXACT
        or _DIGITS.sub("", key) in _NAMES
        or is_contents(title)
        or _UNTITLED.fullmatch(title) is not None
    )


def names_a_part(heading: str, title: str) -> bool:
    """Return whether *heading*, the only large one of a page, is that of its first section, and *title* the page's own.

    Only the first section can be alone: "3. Patrol" is a page of a book, whose every page may have the title of the book.
    """
    numbered = _FIRST_SECTION.match(heading)
    return (
        numbered is not None
        and _key(heading[numbered.end() :]) not in _key(title)
        and any(map(str.isalpha, title))
        and _FILE_NAME.fullmatch(title) is None
    )


def is_contents(title: str) -> bool:
    """Return whether *title* is the heading of a table of contents, in any of many languages."""
    return _key(title) in _CONTENTS or _key(_CONTINUED.sub("", title)) in _CONTENTS
