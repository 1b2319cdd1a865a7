using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace TellerLine.Access;

/// <summary>
/// A browser that signed somebody in keeps a sealed cookie that says so. Its tries at his password are counted by
/// themselves, so that what others do, even from the same address, can neither lock him out there nor slow him down. It
/// opens nothing.
/// </summary>
internal sealed class DeviceCookie(IDataProtectionProvider protection)
{
    private const string Name = "tellerline.device";
    private const int MostNumbers = 8;

    private readonly IDataProtector _seal = protection.CreateProtector("TellerLine.Access.Device");

    /// <returns>The browser's id when it signed this number in before, else null.</returns>
    public string? Knows(HttpContext http, string number) =>
        Read(http) is var (id, numbers) && numbers.Contains(number) ? id : null;

    public void Remember(HttpContext http, string number)
    {
        var (id, numbers) = Read(http) ?? (Guid.NewGuid().ToString("N"), []);
        string[] all = [.. numbers.Where(n => n != number).TakeLast(MostNumbers - 1), number];
        http.Response.Cookies.Append(Name, _seal.Protect($"{id} {string.Join(' ', all)}"), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps,
            Path = SessionEndpoints.Path,
            MaxAge = TimeSpan.FromDays(180), IsEssential = true,
        });
    }

    private (string Id, string[] Numbers)? Read(HttpContext http)
    {
        if (http.Request.Cookies[Name] is not { Length: > 0 and < 2_000 } sealedText)
            return null;
        try
        {
            return _seal.Unprotect(sealedText).Split(' ') is [var id, .. var numbers] ? (id, numbers) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
