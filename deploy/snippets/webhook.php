<?php
// Take the gate's objections: WEBHOOK_SECRET=whsec_... php -S 127.0.0.1:8790 webhook.php
const TOO_OLD = 300; // seconds: a message that somebody recorded and sends again later is refused

function genuine(string $id, string $stamp, string $signatures, string $body): bool
{
    if (!ctype_digit($stamp) || abs(time() - (int) $stamp) > TOO_OLD) {
        return false;
    }
    $key = base64_decode(substr(getenv('WEBHOOK_SECRET'), strlen('whsec_')));
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$stamp.$body", $key, true));
    foreach (explode(' ', $signatures) as $each) {
        if (hash_equals($expected, $each)) {
            return true;
        }
    }
    return false;
}

$header = fn (string $name): string => $_SERVER['HTTP_WEBHOOK_' . $name] ?? '';
$body = file_get_contents('php://input'); // the bytes as they came: do not decode and encode them again
if (!genuine($header('ID'), $header('TIMESTAMP'), $header('SIGNATURE'), $body)) {
    http_response_code(401);
    exit;
}
$told = json_decode($body, true);
// Here: stop calling $told['number']. The same webhook-id may come twice. Answer 2xx only when it is kept.
error_log($told['type'] . ' ' . $told['number']);
http_response_code(204);
