using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TellerLine.Voice.WebRtc;

/// <summary>
/// Our certificate for DTLS: ECDSA P-256, self-signed (RFC 8827 §6.5). It persists, so that a restarted process keeps
/// its fingerprint and a browser's ICE restart finds the same peer.
/// </summary>
internal sealed class DtlsCertificate
{
    private const string FileName = "dtls.pfx";

    private DtlsCertificate(X509Certificate2 certificate)
    {
        Der = certificate.RawData;
        using var key = certificate.GetECDsaPrivateKey()
            ?? throw new CryptographicException("The DTLS certificate has no EC key.");
        KeyDer = key.ExportECPrivateKey();
        Fingerprint = "sha-256 " + Format(SHA256.HashData(Der));
    }

    public byte[] Der { get; }

    /// <summary>RFC 5915.</summary>
    public byte[] KeyDer { get; }

    /// <summary><c>sha-256 AA:BB:…</c> (RFC 8122 §5).</summary>
    public string Fingerprint { get; }

    /// <summary>From <paramref name="keysDirectory"/>, or made and kept there, readable by its owner alone.</summary>
    public static DtlsCertificate LoadOrCreate(string keysDirectory, DateTimeOffset now)
    {
        Directory.CreateDirectory(keysDirectory);
        var path = Path.Combine(keysDirectory, FileName);
        if (File.Exists(path))
        {
            using var kept = X509CertificateLoader.LoadPkcs12FromFile(path, null, X509KeyStorageFlags.Exportable);
            if (kept.NotAfter.ToUniversalTime() > now.UtcDateTime.AddDays(30))
                return new DtlsCertificate(kept);
        }

        using var made = Create(now);
        var bytes = made.Export(X509ContentType.Pkcs12);
        var fresh = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(fresh, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        return new DtlsCertificate(made);
    }

    /// <summary>For tests and throw-away processes.</summary>
    public static DtlsCertificate Ephemeral(DateTimeOffset now)
    {
        using var made = Create(now);
        return new DtlsCertificate(made);
    }

    /// <summary>Bytes as RFC 8122 writes them: upper-case hex pairs with colons.</summary>
    public static string Format(ReadOnlySpan<byte> digest) => BitConverter.ToString(digest.ToArray()).Replace('-', ':');

    private static X509Certificate2 Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=TellerLine", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }
}
