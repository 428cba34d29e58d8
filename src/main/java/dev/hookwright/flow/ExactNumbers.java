package dev.hookwright.flow;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Makes JSON trees of which no number has lost digits: a double stands only for what one can hold. */
final class ExactNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;
    /** One beyond all measure, as 1e999999999, takes a machine's memory to work with. Endpoints take none either. */
    private static final int LARGEST_SCALE = 1_000;

    /** Of payloads: {@code 1.10} and {@code 1e3} become the doubles that they always were to a route. A text is read whole. */
    static final JsonMapper PAYLOADS = mapper(new ExactNumbers(false))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** Of what was written by us: a decimal that a route had is one again, with as many places. */
    static final JsonMapper RECORDS = mapper(new ExactNumbers(true)).build();

    private final boolean keepsForm;

    private ExactNumbers(boolean keepsForm) {
        this.keepsForm = keepsForm;
    }

    private static JsonMapper.Builder mapper(ExactNumbers numbers) {
        return JsonMapper.builder()
                .nodeFactory(numbers)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    @Override
    public ValueNode numberNode(BigDecimal number) {
        double nearest = number.doubleValue();
        if (Math.abs((long) number.scale()) > LARGEST_SCALE || isExact(nearest, number)) {
            return numberNode(nearest);
        }
        return super.numberNode(number);
    }

    /** In payloads a decimal: jq cuts a large integer to a long before it reckons, and makes a double of a decimal. */
    @Override
    public ValueNode numberNode(BigInteger number) {
        return keepsForm ? super.numberNode(number) : super.numberNode(new BigDecimal(number));
    }

    private boolean isExact(double nearest, BigDecimal number) {
        if (!Double.isFinite(nearest)) {
            return false;
        }
        BigDecimal read = BigDecimal.valueOf(nearest);
        return read.compareTo(number) == 0 && (!keepsForm || read.scale() == number.scale());
    }
}
