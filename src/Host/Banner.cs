using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Voice;

namespace TellerLine.Host;

/// <summary>What the person who started the centre needs to know: where, which number, as whom.</summary>
internal static class Banner
{
    public static async Task Print(WebApplication app)
    {
        var services = app.Services;
        var centre = services.GetRequiredService<CentreOptions>();
        var exchange = services.GetRequiredService<Exchange>();
        var telephone = exchange.Advertised.EndsWith(":5060", StringComparison.Ordinal) ? exchange.Advertised[..^5]
            : exchange.Advertised;
        var pages = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var demonstration = services.GetRequiredService<IDemonstrationBank>();

        Console.WriteLine();
        Console.WriteLine($"TellerLine · {centre.BankName.Zh} · {centre.BankName.En}");
        Console.WriteLine();
        foreach (var address in pages.SelectMany(Reachable))
        {
            Console.WriteLine($"  desk      {address}/desk");
            Console.WriteLine($"  call      {address}/call      (a second tab, nothing to install)");
        }
        Console.WriteLine($"  telephone sip:{centre.Hotline}@{telephone}   (UDP and TCP)");
        if (demonstration.On)
        {
            Console.WriteLine();
            Console.WriteLine("  A demonstration bank is in it:");
            Console.WriteLine(
                "    agents     1001 … 1006, lead 2001, floor manager 3001, operations 5001, branch 6001, voucher keeper 7001, administrator 9001; password teller-<number>");
            if (await services.GetRequiredService<ISipSecrets>().Of("1002") is { } secret)
                Console.WriteLine($"    SIP phone  user 1002, secret {secret}   (the others': /api/centre)");
            foreach (var customer in demonstration.Customers.Take(4))
                Console.WriteLine(
                    $"    customer   {customer.Number}  {customer.Name}  {customer.NoteZh} / {customer.NoteEn}");
            Console.WriteLine(
                $"    PINs       enquiry {demonstration.EnquiryPin}, transaction {demonstration.TransactionPin}");
        }
        if (services.GetService<HttpsAuthority>() is { } authority)
        {
            Console.WriteLine();
            Console.WriteLine(
                "  HTTPS uses a certificate made on this machine. On the second computer, trust its authority once:");
            Console.WriteLine(
                $"    copy {authority.Path} there and import it as a trusted authority in the browser or system,");
            Console.WriteLine("    or accept the browser's warning for this address.");
        }
        Console.WriteLine();
        Console.WriteLine("  Ctrl-C ends it.");
    }

    private static IEnumerable<string> Reachable(string address)
    {
        var uri = new Uri(address.Replace("[::]", "0.0.0.0", StringComparison.Ordinal));
        if (!IPAddress.TryParse(uri.Host, out var ip) || !ip.Equals(IPAddress.Any))
            return [IPAddress.IsLoopback(ip ?? IPAddress.None) ? $"{uri.Scheme}://localhost:{uri.Port}" : address];
        return HttpsCertificate.Addresses()
            .Where(a => !IPAddress.IsLoopback(a) && a.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
            .Select(a => $"{uri.Scheme}://{a}:{uri.Port}");
    }
}
