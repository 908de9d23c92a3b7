"""What is kept, in Polish."""

from surveys.responses.words.kept.parts import KeptWords, Said

POLISH = KeptWords(
    tables={
        "AnonymousResponse": Said("Twoje odpowiedzi", "Jeden wiersz na osobę, bez niczego, co mówi, kto to jest."),
        "PairedResponse": Said(
            "Twoje odpowiedzi",
            "Jeden wiersz sprzed kursu i jeden po kursie, bez niczego, co mówi, kto to jest. Łączy je Twój własny kod.",
        ),
        "NamedResponse": Said("Twoje odpowiedzi", "Jeden wiersz na osobę, razem z jej kontem."),
        "Tally": Said(
            "Sumy",
            "Twoje odpowiedzi są dodawane do tych liczb. Nie ma żadnej listy czyichś odpowiedzi.",
        ),
        "HeldText": Said(
            "To, co piszesz własnymi słowami",
            "Tylko jeśli coś napiszesz. Najpierw czyta to jedna osoba, zanim zobaczy to ktokolwiek "
            "inny. Nie trzymamy "
            "tego razem z innymi odpowiedziami.",
        ),
        "Spent": Said(
            "Co zostało wysłane",
            "Po to, aby nic nie liczyło się dwa razy. Usuwamy to, gdy pytania zostaną zamknięte.",
        ),
        "SavedPaper": Said(
            "Strona zapisana na później",
            "Tylko jeśli chcesz ją zapisać. Usuwamy ją, gdy wyślesz odpowiedzi.",
        ),
    },
    columns={
        "key": Said("wiersz", "Losowa liczba, aby wiersz miał nazwę. Zmienia się przy każdym mieszaniu wierszy."),
        "HeldText.key": Said("wiersz", "Losowa liczba, aby wiersz miał nazwę."),
        "NamedResponse.id": Said("wiersz", "Kolejny numer, aby wiersz miał nazwę."),
        "Tally.id": Said(
            "wiersz",
            "Losowa liczba, aby wiersz miał nazwę. Zmienia się przy każdym mieszaniu wierszy.",
        ),
        "version": Said("wersja", "Na którą wersję pytań odpowiadasz."),
        "survey": Said("ankieta", "Które to były pytania."),
        "about": Said("kurs", "Którego kursu dotyczą odpowiedzi. Puste, jeśli nie dotyczą kursu."),
        "period": Said("czas", "Tydzień. W przypadku kursu tylko kwartał roku. Nigdy dzień."),
        "NamedResponse.period": Said("czas", "Tydzień. W przypadku kursu kwartał roku."),
        "answers": Said(
            "odpowiedzi",
            "To, co zaznaczasz. To, co piszesz, trzymamy osobno, aby nikt nie mógł tego połączyć.",
        ),
        "NamedResponse.answers": Said(
            "odpowiedzi", "To, co zaznaczasz. To, co piszesz własnymi słowami, trzymamy osobno."
        ),
        "is_released": Said(
            "policzone", "Czy wiersz jest już zmieszany z innymi. Do tego czasu nie liczy go żaden wynik."
        ),
        "NamedResponse.is_released": Said(
            "policzone", "Zawsze tak. Tam, gdzie zapisujemy nazwiska, nic nie jest mieszane."
        ),
        "wave": Said("przed lub po", "Czy odpowiadasz przed kursem, czy po kursie."),
        "token": Said(
            "Twój własny kod",
            "Kod, który układasz, zamieniony w coś, czego nikt nie odczyta. Służy do tego sekret trzymany gdzie "
            "indziej. Kod i sekret usuwamy, gdy pytania zostaną zamknięte.",
        ),
        "pair": Said(
            "para",
            "Losowa liczba, która łączy Twoje odpowiedzi sprzed kursu z tymi po kursie. Powstaje, "
            "gdy pytania zostaną "
            "zamknięte.",
        ),
        "person": Said("konto", "Twoje konto, a więc też imię, nazwisko i adres e-mail."),
        "answered_on": Said("dzień", "Dzień, w którym odpowiadasz."),
        "table": Said(
            "pytanie", "Które pytanie liczymy albo które dwa pytania razem; albo tylko to, że ktoś odpowiedział."
        ),
        "cell": Said("odpowiedź", "Którą odpowiedź liczymy."),
        "number": Said("liczba", "Ile osób tak odpowiedziało."),
        "question": Said("pytanie", "Przy którym pytaniu to piszesz."),
        "text": Said("tekst", "To, co piszesz. Możemy usunąć z tego nazwiska i miejsca. Wtedy znikają na zawsze."),
        "may_be_quoted": Said("można pokazać", "Czy pozwalasz pokazać to innym."),
        "is_worrying": Said(
            "słowa o zagrożeniu",
            "Czy są w tym słowa, które ktoś powinien szybko przeczytać, jak „nóż” albo „samobójstwo”.",
        ),
        "is_shown": Said(
            "u osoby czytającej",
            "Czy osoba, która to czyta, już to widzi. Tekst może czekać na inne.",
        ),
        "state": Said("przeczytane", "Czy tekst czeka na przeczytanie, został zachowany, czy usunięty."),
        "read_on": Said("dzień czytania", "Dzień, w którym ktoś to przeczytał."),
        "read_by": Said("kto czyta", "Osoba z naszego zespołu, która to przeczytała."),
        "digest": Said(
            "odcisk",
            "Odcisk wysłanej strony oraz wydrukowanego kodu albo linku do oceny kursu, jeśli go "
            "masz. Dzięki temu nic "
            "nie da się wysłać dwa razy. Nie trzymamy go razem z odpowiedziami.",
        ),
        "locator": Said("odcisk", "Odcisk Twojego kodu. Po nim znajdujemy stronę."),
        "sealed": Said(
            "zamknięta strona",
            "Twoje dotychczasowe odpowiedzi, zamknięte Twoim kodem. Bez niego ich nie otworzymy.",
        ),
        "delete_on": Said("dzień usunięcia", "Dzień, w którym stronę usuwamy, jeśli do niej nie wrócisz."),
    },
)
