package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClaimIndexTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final int BUCKET_SHIFT = 40;
    /** Less than a bucket may hold. */
    private static final int READ_AT_ONCE = 20_000;

    private final Random random = new Random(7);

    @Test
    void every_number_is_found_by_its_hash_and_no_other() {
        ClaimIndex index = new ClaimIndex();
        List<Long> hashes = hashes(100_000);
        List<Long> numbers = hashes.stream().map(hash -> index.add(hash, NOW)).toList();

        assertThat(numbers).doesNotHaveDuplicates().isNotEqualTo(hashes);
        for (int i = 0; i < hashes.size(); i++) {
            assertThat(index.places(hashes.get(i))).contains(numbers.get(i));
        }
        assertThat(hashes(1_000))
                .allSatisfy(hash -> assertThat(index.places(hash))
                        .as("of a hash that was not added")
                        .isEmpty());
    }

    @Test
    void keys_that_share_a_hash_have_a_number_each() {
        ClaimIndex index = new ClaimIndex();
        long[] numbers = {index.add(5, NOW), index.add(5, NOW), index.add(5, NOW)};

        assertThat(index.places(5)).containsExactlyInAnyOrder(numbers);
        assertThat(LongStream.of(numbers).distinct().count()).isEqualTo(3);
    }

    @Test
    void numbers_grow_with_time() {
        ClaimIndex index = new ClaimIndex();
        long first = index.add(9, NOW);
        long soon = index.add(8, NOW + Duration.ofMinutes(50).toMillis());
        long later = index.add(1, NOW + Duration.ofMinutes(70).toMillis());

        assertThat(bucket(soon)).as("within the hour").isEqualTo(bucket(first));
        assertThat(bucket(later)).isGreaterThan(bucket(first));
    }

    @Test
    void what_is_not_read_yet_may_stand_in_any_bucket() {
        ClaimIndex before = new ClaimIndex();
        List<Long> hashes = hashes(80_000);
        List<Long> numbers = new ArrayList<>(
                hashes.stream().map(hash -> before.add(hash, NOW)).toList());
        numbers.sort(null);

        ClaimIndex index = new ClaimIndex();
        index.open(numbers.get(0), numbers.get(numbers.size() - 1));
        assertThat(index.places(hashes.get(0))).contains(before.places(hashes.get(0)));
        assertThat(bucket(index.add(77, NOW))).isGreaterThan(bucket(numbers.get(numbers.size() - 1)));
        int at = numbers.size();
        while (!index.isRead()) {
            long highest = index.unread();
            List<Long> below =
                    numbers.stream().filter(number -> number <= highest).toList();
            List<Long> next = new ArrayList<>(below.subList(Math.max(0, below.size() - READ_AT_ONCE), below.size()));
            next.sort((one, other) -> Long.compare(other, one));
            index.read(next.stream().mapToLong(Long::longValue).toArray(), next.size() < READ_AT_ONCE);
            assertThat(index.places(hashes.get(0))).contains(before.places(hashes.get(0)));
            at -= next.size();
        }

        assertThat(at).as("numbers that were never read").isLessThanOrEqualTo(0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(index.places(hashes.get(i * 80))).containsExactlyInAnyOrder(before.places(hashes.get(i * 80)));
        }
    }

    @Test
    void what_was_deleted_takes_no_room() {
        ClaimIndex index = new ClaimIndex();
        long hour = Duration.ofHours(2).toMillis();
        long newest = 0;
        for (int round = 0; round < 50; round++) {
            for (long hash : hashes(5_000)) {
                newest = index.add(hash, NOW + round * hour);
            }
            index.forgetBefore(newest);
        }

        assertThat(index.capacity()).isLessThanOrEqualTo(1 << 15);
        assertThat(index.places(newest & ((1L << BUCKET_SHIFT) - 1))).contains(newest);
    }

    private List<Long> hashes(int count) {
        return random.longs(0, 1L << BUCKET_SHIFT).limit(count).boxed().toList();
    }

    private static long bucket(long number) {
        return number >>> BUCKET_SHIFT;
    }
}
