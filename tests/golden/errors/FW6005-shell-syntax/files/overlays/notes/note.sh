#!/bin/sh
echo "hello
