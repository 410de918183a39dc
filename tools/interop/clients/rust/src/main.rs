//! Plays the conformance suite for signers with the signer of Apache OpenDAL, reqsign-oracle, over reqwest: see ../python/conformance.py.

use std::time::Duration;

use base64::{engine::general_purpose::STANDARD, Engine};
use reqsign_core::{Context, Signer};
use reqsign_file_read_tokio::TokioFileRead;
use reqsign_oracle::{Credential, RequestSigner, StaticCredentialProvider};
use serde_json::{json, Value};

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let origin = std::env::var("OCI_EMULATOR_URL")?;
    // A request whose body is shorter than its length would wait forever.
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(3))
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let context = Context::new().with_file_read(TokioFileRead);
    let signer = Signer::new(context, credentials()?, RequestSigner::new());
    let table = client
        .get(format!("{origin}/conformance/cases"))
        .send()
        .await?
        .text()
        .await?;
    let table: Value = serde_json::from_str(&table)?;
    for asked in table["cases"].as_array().ok_or("no cases")? {
        let told = match send(asked, &client, &signer).await {
            Ok(status) => json!({ "case": asked["name"], "status": status }),
            Err(error) => json!({ "case": asked["name"], "error": error.to_string() }),
        };
        println!("{told}");
    }
    Ok(())
}

async fn send(
    asked: &Value,
    client: &reqwest::Client,
    signer: &Signer<Credential>,
) -> Result<u16, Failure> {
    let text = |name: &str| asked[name].as_str().ok_or("no such member");
    // The body is not among what it is given: a request in parts.
    let mut request = http::Request::builder()
        .method(text("method")?)
        .uri(text("url")?);
    for header in asked["headers"].as_array().ok_or("no headers")? {
        request = request.header(
            header[0].as_str().ok_or("no name")?,
            header[1].as_str().ok_or("no value")?,
        );
    }
    let (mut parts, ()) = request.body(())?.into_parts();
    signer.sign(&mut parts, None).await?;
    let body = STANDARD.decode(asked["body"].as_str().unwrap_or(""))?;
    let request = reqwest::Request::try_from(http::Request::from_parts(parts, body))?;
    Ok(client.execute(request).await?.status().as_u16())
}

/// Those of the config file. Its reader of keys refuses the line `OCI_API_KEY`, with which OCI's console ends them: it gets a key without.
fn credentials() -> Result<StaticCredentialProvider, Failure> {
    let config = std::fs::read_to_string(std::env::var("OCI_CONFIG_FILE")?)?;
    let of = |name: &str| {
        let lines = config.lines().filter_map(|line| line.split_once('='));
        lines
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value)
            .next()
            .ok_or("no such line")
    };
    let key = std::fs::read_to_string(of("key_file")?)?.replace("OCI_API_KEY", "");
    let key_file = format!("{}.bare", of("key_file")?);
    std::fs::write(&key_file, key)?;
    Ok(StaticCredentialProvider::new(
        of("user")?,
        of("tenancy")?,
        &key_file,
        of("fingerprint")?,
    ))
}
