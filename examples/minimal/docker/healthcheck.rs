// formwork: compiled; change the spec instead
//
//! HEALTHCHECK probe: `healthcheck PORT PATH` ends with 0 if GET PATH on the loopback answers 2xx.
//! The runtime image has neither a shell nor an HTTP client, so the build stage compiles this file.
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(2);

fn probe(port: u16, path: &str) -> std::io::Result<bool> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )?;
    // "HTTP/1.1 200": the status class is the tenth byte.
    let mut head = [0u8; 12];
    stream.read_exact(&mut head)?;
    Ok(head.starts_with(b"HTTP/1.") && head[9] == b'2')
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let healthy = match arguments.as_slice() {
        [port, path] => port
            .parse()
            .is_ok_and(|port| probe(port, path).unwrap_or(false)),
        _ => false,
    };
    std::process::exit(if healthy { 0 } else { 1 });
}
