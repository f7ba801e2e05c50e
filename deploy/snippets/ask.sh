#!/bin/sh
# Ask the gate, then dial: sh ask.sh NUMBER SHOWN [REFERENCE]. Only `allow +...` with status 200 is leave to call.
# GATE, CAMPAIGN, GATE_KEY: the gate, the signed campaign, the key of `ringfence gate client`. CARRIER: who connects.
# GATE_PATIENCE: seconds for the gate; after that the call is not made.
called=$1 shown=$2 reference=${3:-$(date +%s)-$$}
answer=$(
    curl --silent --fail --max-time "${GATE_PATIENCE:-2}" --get "${GATE:-http://127.0.0.1:8700}/v1/decide" \
        ${GATE_KEY:+--header "Authorization: Bearer $GATE_KEY"} \
        --data-urlencode "campaign=${CAMPAIGN:-spring}" --data-urlencode "called=$called" \
        --data-urlencode "shown=$shown" --data-urlencode "reference=$reference"
) || answer=block

case $answer in
"allow +"[1-9]*) number=${answer#allow } ;; # dial this, not $called
*) echo "not dialled: $answer" >&2; exit 1 ;;
esac
case ${number#+} in *[!0-9]*) echo "not dialled: no plain number" >&2; exit 1 ;; esac

curl --silent --fail --max-time 10 "${CARRIER:-https://api.carrier.example/Calls}" \
    --data-urlencode "To=$number" --data-urlencode "From=$shown" >/dev/null
