package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int HEAD = 16;

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("journal");
    }

    @Test
    void entries_are_read_behind_the_known_one_in_their_order() throws IOException {
        write(5, "five", "six", "seven");

        assertThat(readAfter(4)).containsExactly("5 five", "6 six", "7 seven");
        assertThat(readAfter(6)).containsExactly("7 seven");
        assertThat(readAfter(7)).isEmpty();
        assertThat(readAfter(100)).as("a store that is further on").isEmpty();
    }

    @Test
    void what_was_written_before_it_was_begun_anew_does_not_come_back() throws IOException {
        try (Journal journal = Journal.open(path)) {
            for (int i = 1; i <= 10; i++) {
                journal.append(i, bytes("old " + i));
            }
            journal.beginAnew();
            journal.append(11, bytes("new 11"));
        }

        assertThat(readAfter(10)).containsExactly("11 new 11");
        assertThat(readAfter(11)).isEmpty();
    }

    @Test
    void an_entry_that_was_not_written_to_its_end_is_left_out() throws IOException {
        write(1, "one", "two", "three");
        overwrite(2 * HEAD + "onetwo".length() + HEAD + 2);

        assertThat(readAfter(0)).containsExactly("1 one", "2 two");
    }

    @Test
    void a_damaged_entry_with_whole_ones_behind_it_is_an_error() throws IOException {
        write(1, "one", "two", "three");
        overwrite(HEAD + "one".length() + HEAD + 1);

        assertThatThrownBy(() -> readAfter(0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged at byte 19, for it holds entry 3 behind that");
        assertThatThrownBy(() -> readAfter(1)).hasMessageContaining("is damaged at byte 19");
        assertThat(readAfter(3)).as("of no use any more").isEmpty();
    }

    @Test
    void a_journal_that_does_not_go_on_where_the_store_ends_is_an_error() throws IOException {
        write(7, "seven");

        assertThatThrownBy(() -> readAfter(5))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("begins with entry 7, but the ledger ends with 5");
    }

    @Test
    void an_entry_may_be_larger_than_the_journal_grows_at_once() throws IOException {
        String large = "x".repeat(5_000_000);
        write(1, "one", large, "three");

        assertThat(readAfter(0)).containsExactly("1 one", "2 " + large, "3 three");
    }

    @Test
    void of_a_finished_journal_only_its_last_number_is_left() throws IOException {
        assertThat(Journal.isFinished(path)).as("there is none").isTrue();
        write(1, "one", "two");
        assertThat(Journal.isFinished(path)).isFalse();
        Journal.check(path, 0);
        finish(2);

        assertThat(Journal.isFinished(path)).isTrue();
        assertThat(readAfter(0)).isEmpty();
        Journal.check(path, 2);
        Journal.check(path, 3);
        assertThatThrownBy(() -> Journal.check(path, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was closed with entry 2, but it ends with 1: it is an older one");
    }

    /** A kill may come when it has grown, and nothing is in it yet. */
    @Test
    void the_last_number_of_a_finished_journal_counts_until_an_entry_stands_in_its_place() throws IOException {
        finish(2);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(100), HEAD + 50);
        }

        assertThatThrownBy(() -> Journal.check(path, 1)).isInstanceOf(IOException.class);
        Journal.check(path, 2);
        assertThat(readAfter(2)).isEmpty();
    }

    @Test
    void a_finished_journal_is_written_again() throws IOException {
        write(1, "one", "two");
        finish(2);
        write(3, "three");

        assertThat(Journal.isFinished(path)).isFalse();
        assertThat(readAfter(2)).containsExactly("3 three");
        assertThatThrownBy(() -> readAfter(1)).hasMessageContaining("begins with entry 3");
    }

    private void finish(long last) throws IOException {
        try (Journal journal = Journal.open(path)) {
            journal.finish(last);
        }
    }

    private void write(long first, String... entries) throws IOException {
        try (Journal journal = Journal.open(path)) {
            for (int i = 0; i < entries.length; i++) {
                journal.append(first + i, bytes(entries[i]));
            }
        }
    }

    private void overwrite(int position) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(bytes("#"), position);
        }
    }

    private List<String> readAfter(long known) throws IOException {
        List<String> entries = new ArrayList<>();
        Journal.readAfter(
                path, known, (number, entry) -> entries.add(number + " " + StandardCharsets.UTF_8.decode(entry)));
        return entries;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
