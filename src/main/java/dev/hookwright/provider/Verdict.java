package dev.hookwright.provider;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What verification says of a request. */
public sealed interface Verdict {
    /** What a proof is worth. */
    enum Assurance {
        /** Nothing was proven: anyone may post. */
        NONE,
        /** The sender knows a secret; the body may have been changed on the way. */
        TOKEN,
        /** The sender signed something of this request, which may have been sent with another body. */
        ORIGIN,
        /** The sender knows a secret and signed this very body. */
        SIGNATURE
    }

    /** Why a request is refused. */
    enum Reason {
        NO_CREDENTIAL,
        MISSING_SIGNATURE,
        MALFORMED,
        STALE,
        MISMATCH,
        DIGEST_MISMATCH,
        /** The request may be the provider's, but the endpoint's operator has to agree to what it asks for. */
        NO_CONSENT,
        /** What it takes to tell could not be had now; it is worth sending the request again. */
        KEY_UNAVAILABLE;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The request is the provider's.
     *
     * @param index which of the credential's secrets matched, from 0
     * @param nonce a value that must not be seen a second time; null where the scheme has none
     */
    record Verified(
            String scheme,
            String credential,
            int index,
            Assurance assurance,
            @Nullable String nonce) implements Verdict {
        public Verified(String scheme, String credential, int index, Assurance assurance) {
            this(scheme, credential, index, assurance, null);
        }
    }

    /**
     * The request is not known to be the provider's.
     *
     * @param detail for the operator: names headers and seconds, never a secret or the signature that was expected
     * @param wanted what has to be downloaded for it to be decided; null if it is decided
     */
    record Refused(Reason reason, String detail, @Nullable Download wanted) implements Verdict {
        public Refused(Reason reason, String detail) {
            this(reason, detail, null);
        }

        /** @param headers that would have done as well */
        Refused alsoWithout(List<String> headers) {
            String others =
                    headers.stream().map(name -> "no header " + name + " and ").collect(Collectors.joining());
            return reason == Reason.MISSING_SIGNATURE ? new Refused(reason, others + detail, wanted) : this;
        }
    }
}
