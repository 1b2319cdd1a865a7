using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TellerLine.Host;

/// <summary>
/// A certificate made on the spot for <c>--https</c>: an authority of this installation's own, to be trusted once on
/// the second computer, and a server certificate for the machine's present names and addresses under it.
/// </summary>
internal static class HttpsCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public static string AuthorityPath(string keysDirectory) =>
        Path.GetFullPath(Path.Combine(keysDirectory, "https-authority.crt"));

    /// <returns>The server's certificate with its key, and the path of the authority's certificate (PEM).</returns>
    public static (X509Certificate2 Server, string AuthorityPath) LoadOrMake(string keysDirectory, DateTimeOffset now)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(keysDirectory);
        else
            Directory.CreateDirectory(
                keysDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var authorityPath = AuthorityPath(keysDirectory);
        var authorityKeyPath = Path.Combine(keysDirectory, "https-authority.key");
        if (!File.Exists(authorityPath) || !File.Exists(authorityKeyPath))
            MakeAuthority(authorityPath, authorityKeyPath, now);
        using var authority = X509Certificate2.CreateFromPemFile(authorityPath, authorityKeyPath);
        return (MakeServer(authority, now), authorityPath);
    }

    private static void MakeAuthority(string path, string keyPath, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            $"CN=TellerLine on {Environment.MachineName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        var ownerOnly = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            ownerOnly.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(keyPath, ownerOnly))
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(path, certificate.ExportCertificatePem());
    }

    private static X509Certificate2 MakeServer(X509Certificate2 authority, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Environment.MachineName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Environment.MachineName);
        foreach (var address in Addresses())
            names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        // Browsers refuse server certificates of more than 398 days.
        using var certificate = request.Create(
            authority, now.AddDays(-1), now.AddDays(397), RandomNumberGenerator.GetBytes(16));
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Every address of this machine that a browser could be pointed at.</summary>
    public static IEnumerable<IPAddress> Addresses() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i.OperationalStatus == OperationalStatus.Up)
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .Where(a => a.AddressFamily == AddressFamily.InterNetwork
            || (a.AddressFamily == AddressFamily.InterNetworkV6 && !a.IsIPv6LinkLocal))
        .Distinct();
}
