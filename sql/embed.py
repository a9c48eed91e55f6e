"""sql/*.sql as C: embed.py FOLDER OUTPUT DEPFILE (see server/migrate.h for the shape)."""
import hashlib
import pathlib
import sys

folder, output, depfile = map(pathlib.Path, sys.argv[1:])
numbered = sorted(folder.glob('[0-9][0-9][0-9][0-9]_*.sql'))
demonstration = folder / 'demonstration.sql'


def array(name, path):
    rows = path.read_bytes() + b'\0'
    signed = [b - 256 if b > 127 else b for b in rows]
    lines = [','.join(map(str, signed[i:i + 24])) for i in range(0, len(rows), 24)]
    return f'static const char {name}[] = {{\n' + ',\n'.join(lines) + '\n};\n'


text = '/* Made by sql/embed.py from sql/. */\n#include "server/migrate.h"\n\n'
entries = ''
for path in numbered:
    name = 'sql_' + path.stem
    text += array(name, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    entries += f'\t{{ "{path.stem}", "{digest}", {name} }},\n'
text += array('demonstration', demonstration)
text += ('\nconst struct migration migrations[] = {\n' + entries + '\t{ 0 }\n};\n'
         'const char *const demonstration_sql = demonstration;\n')
output.write_text(text)
depfile.write_text(f'{output}: {folder} ' + ' '.join(map(str, numbered + [demonstration])) + '\n')
