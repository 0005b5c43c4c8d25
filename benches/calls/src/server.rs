//! A server that does next to nothing, in a process of its own.

use std::{error::Error, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// About what an introspection answers.
const BODY: &str = r#"{"resultCode":"A056001","resultMessage":"[A056001] The access token is valid.","action":"OK","clientId":26478243745571,"clientIdAlias":"my-client","clientIdAliasUsed":false,"existent":true,"expiresAt":1640416873000,"refreshable":true,"responseContent":"Bearer error=\"invalid_request\"","scopes":["history.read","timeline.read"],"subject":"john","sufficient":true,"usable":true}"#;

/// Answers until its standard input ends.
pub(crate) fn run() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4()?;
        socket.bind("127.0.0.1:0".parse()?)?;
        let listener = socket.listen(4096)?;
        println!("http://{}", listener.local_addr()?);
        tokio::spawn(serve(listener));
        // Whoever started this is gone when nothing can come any more.
        tokio::io::stdin().read_to_end(&mut Vec::new()).await?;
        Ok(())
    })
}

async fn serve(listener: TcpListener) {
    let held = Arc::new(watch::Sender::new(0));
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(connection(stream, Arc::clone(&held)));
    }
}

/// Answers the requests of a connection: at `/hold/N/..` not before N are there.
async fn connection(mut stream: TcpStream, held: Arc<watch::Sender<usize>>) {
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{BODY}",
        BODY.len()
    );
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let read = stream.read(&mut chunk).await.unwrap_or(0);
        if read == 0 {
            return;
        }
        bytes.extend_from_slice(&chunk[..read]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let head = head.to_ascii_lowercase();
        let length = head.split("content-length: ").nth(1);
        let length = length.and_then(|it| it.lines().next()?.parse().ok());
        if body.len() < length.unwrap_or(0) {
            continue;
        }
        let hold = head.split("/hold/").nth(1);
        let hold = hold.and_then(|it| it.split('/').next()?.parse().ok());
        bytes.clear();
        if let Some(number) = hold {
            held.send_modify(|held| *held += 1);
            let mut watching = held.subscribe();
            if watching.wait_for(|held| *held >= number).await.is_err() {
                return;
            }
        }
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}
