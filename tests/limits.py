"""No function over 60 lines, no file over 500. Columns are .clang-format's business."""
import pathlib
import sys

FUNCTION_LINES, FILE_LINES = 60, 500
TOP = pathlib.Path(__file__).resolve().parent.parent
faults = []


def functions(lines):
    """(first, last) of each: braces in column 0, the head above up to an empty line."""
    start = None
    for i, line in enumerate(lines):
        if line == '{':
            start = i
            while start and lines[start - 1].strip() and lines[start - 1][0] not in '}#/*':
                start -= 1
        elif line.startswith('}') and start is not None:
            yield start, i
            start = None


def check(path):
    name = path.relative_to(TOP)
    lines = path.read_text().splitlines()
    if len(lines) > FILE_LINES:
        faults.append(f'{name}: {len(lines)} lines; {FILE_LINES} at most')
    for first, last in functions(lines):
        if last - first + 1 > FUNCTION_LINES:
            faults.append(f'{name}:{first + 1}: a function of {last - first + 1} lines; '
                          f'{FUNCTION_LINES} at most')


files = sorted(path for folder in ('lib', 'server', 'tests')
               for path in (TOP / folder).rglob('*.[ch]'))
for path in files:
    check(path)
print('\n'.join(faults) or f'limits: {len(files)} files within them')
sys.exit(bool(faults))
