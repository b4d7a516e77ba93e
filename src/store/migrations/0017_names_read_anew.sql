-- Languages of subtitle files, titles in brackets, numbers and the order of actors are told otherwise: each series is read once more.

UPDATE series SET signature = 0;
