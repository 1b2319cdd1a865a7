using System.Security.Cryptography.X509Certificates;
using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>The certificate that browsers are shown; null where HTTPS is not served here.</summary>
internal sealed class ServedCertificate
{
    public X509Certificate2? Now { get; set; }
}

/// <summary>How many days the certificate of the pages is good for.</summary>
internal sealed class CertificateCheck(ServedCertificate served, TimeProvider time) : HealthCheck("certificate")
{
    private const double SoonDays = 30, NowDays = 3;

    public override string Zh => "HTTPS 证书剩余天数";

    public override string En => "Days left of the HTTPS certificate";

    public override string ToDoZh => "过期后浏览器拒绝打开页面。在无通话时重启本程序，启动时会签发新证书。";

    public override string ToDoEn =>
        "Past its end browsers refuse the pages. Restart the program at a quiet hour: it makes a new certificate at its start.";

    public override TimeSpan AtMostEvery => TimeSpan.FromHours(1);

    public override Task<HealthFinding> Look(CancellationToken ct) => Task.FromResult(
        served.Now is { } certificate
            ? HealthFinding.AtLeast(
                Math.Floor((certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime).TotalDays), "days",
                SoonDays, NowDays)
            : HealthFinding.Good);
}
