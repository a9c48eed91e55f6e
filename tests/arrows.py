"""A file includes only what stands above it in lib/meson.build, then server/meson.build.

What begins with another file's name and an underscore is part of it (pg_connection.c of pg.c)
and may see the whole. A header without a source stands where the last of what it includes does.
Foreign libraries that do input or output belong to the files named here.
"""
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
FOREIGN = {  # header: the only files that may include it
    r'microhttpd\.h': {'server/http.c'},
    r'libpq-fe\.h': {'server/pg.c', 'server/pg_connection.c', 'server/cluster.c',
                     'server/migrate.c', 'server/schema.c'},
    r'gnutls/.*': {'server/secret.c'},
    r'pcre2\.h': {'lib/field_text.c'},
    r'(sys/(socket|epoll|un|wait)|netinet/.*|pthread|poll|signal)\.h': None,  # not in lib/
}

order = [f'{folder}/{name}' for folder in ('lib', 'server') for name in
         re.findall(r"^\s*'(\w+)\.c',", (TOP / folder / 'meson.build').read_text(), re.M)]
rank = {name: i for i, name in enumerate(order)}
faults = []


def whole(name):
    return next((other for other in order if name.startswith(other + '_')), name)


def includes(path):
    return re.findall(r'^#include ([<"])([^>"]+)[>"]', path.read_text(), re.M)


def place(name, seen=()):
    """Where a file stands; NAME/… is without its ending."""
    if name in rank or name in seen or not (TOP / f'{name}.h').exists():
        return rank.get(name, -1)
    inner = (text[:-2] for mark, text in includes(TOP / f'{name}.h') if mark == '"')
    return max((place(other, (*seen, name)) for other in inner), default=-1)


def check(path):
    file = str(path.relative_to(TOP))
    name = file[:-2]
    free = file.startswith('server/resources/') or name not in rank  # data, lone headers
    mine = len(order) if free else rank[name]
    for mark, text in includes(path):
        if mark == '"' and text.endswith('.h'):
            other = text[:-2]
            if file.startswith('lib/') and not text.startswith('lib/'):
                faults.append(f'{file} includes {text}: lib/ knows lib/ alone')
            elif whole(other) != whole(name) and (
                    place(other) > mine or (other in rank and place(other) == mine)):
                faults.append(f'{file} includes {text}, which does not stand above it')
        for pattern, users in FOREIGN.items():
            if re.fullmatch(pattern, text) and (file.startswith('lib/') if users is None
                                                else file not in users):
                faults.append(f'{file} includes <{text}>, which is not for it')


files = sorted(path for folder in ('lib', 'server') for path in (TOP / folder).rglob('*.[ch]'))
listed = {f'{name}.c' for name in order}
for path in files:
    check(path)
    file = str(path.relative_to(TOP))
    if file.endswith('.c') and 'resources' not in file and file not in listed:
        faults.append(f'{file} is not in meson.build')
print('\n'.join(faults) or f'arrows: {len(files)} files in order')
sys.exit(bool(faults))
