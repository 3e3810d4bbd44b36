UPDATE holidays SET name = '«Good Friday»' WHERE day = '2026-04-03';
