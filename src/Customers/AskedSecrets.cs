using System.Text.RegularExpressions;

namespace TellerLine.Customers;

/// <summary>
/// PINs, passwords, one-time codes and a card's check number in what a customer reads or hears. Nobody at the bank
/// asks for them and nothing carries them, but the telephone bank's own PIN entry: a text may say what became of one,
/// or that it is to be kept. It finds mistakes of those who write; who means harm is found by who approves.
/// </summary>
public static partial class AskedSecrets
{
    /// <param name="text">In Chinese or English, in full width, too; a field in braces is read as its name.</param>
    /// <returns>A sentence, or a part of one between commas, speaks of a secret otherwise than it may.</returns>
    public static bool In(string text) => Ends().Split(Narrow(text)).Any(part =>
        Secret().IsMatch(part) && !Warning().IsMatch(part) && (Asking().IsMatch(part) || !Became().IsMatch(part)));

    /// <summary>As it is read: what is of full width as others, nothing between Chinese characters.</summary>
    private static string Narrow(string text) => Gap().Replace(
        string.Concat(text.Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c)), "");

    [GeneratedRegex(@"(?<=\p{IsCJKUnifiedIdeographs})[\s\u3000·*_-]+(?=\p{IsCJKUnifiedIdeographs})")]
    private static partial Regex Gap();

    [GeneratedRegex(@"[，。；！？,.;!?:：\r\n—]")]
    private static partial Regex Ends();

    [GeneratedRegex(@"密码|验证码|校验码|动态码|口令|安全码"
        + @"|(?<![a-z])(PINs?|passwords?|passcodes?|OTPs?|CVV2?|CVC2?|CVN2?)(?![a-z])"
        + @"|\b(verification|security|one-time|access|confirmation|secret)\s+codes?\b"
        + @"|\b(reply|tell|send|enter|type|give|key|quote)\b[^.,;]{0,24}\bcodes?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"[勿不未莫](?!.{0,2}忘)|保管|保护|防范|谨防"
        + @"|\b(never|not|nobody|cannot|no one|keep|protect)\b|n't\b", RegexOptions.IgnoreCase)]
    private static partial Regex Warning();

    [GeneratedRegex(@"告知|告诉|提供|回复|回短信|发送|发来|发给|填写|键入|报出|报一下|说出|核对|输入(?!错|有误|次数)"
        + @"|\b(reply|tell|send|enter|give|key|type|say|share|confirm|provide|quote|text|need)\b"
        + @"|\bplease\b(?!\s+(change|reset)\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Asking();

    [GeneratedRegex(@"锁定|冻结|解冻|解锁|修改|更改|重置|设置|启用|错误|输错|有误|失效|过期|错误次数"
        + @"|\b(blocked|frozen|locked|unlocked|change|changed|reset|wrong|wrongly|incorrect|expired|set)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Became();
}
