<?php

// Loads Guzzle as Debian installs it, and the client: the one that Composer installed, or the generated sources.

require 'GuzzleHttp/autoload.php';

if (getenv('COMPOSER_AUTOLOAD')) {
    require getenv('COMPOSER_AUTOLOAD');
    return;
}

spl_autoload_register(function (string $class): void {
    if (str_starts_with($class, 'CleverTap\\')) {
        require __DIR__ . '/../../../target/languages/php/lib/' . strtr(substr($class, 10), '\\', '/') . '.php';
    }
});
