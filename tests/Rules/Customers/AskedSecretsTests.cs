using TellerLine.Customers;

namespace TellerLine.Rules.Customers;

public sealed class AskedSecretsTests
{
    [Theory]
    [InlineData("请输入密码")]
    [InlineData("请输 入密 码")]
    [InlineData("请输入您在本行预留的六位查询密码")]
    [InlineData("您的密码")]
    [InlineData("请把密码给客服")]
    [InlineData("密码错误请重新输入")]
    [InlineData("请勿离开，请回复密码")]
    [InlineData("请不要忘记回复密码")]
    [InlineData("请告知验证码")]
    [InlineData("您的验证码是123456")]
    [InlineData("验证码：123456，请勿告诉他人")]
    [InlineData("请回复ＣＶＶ")]
    [InlineData("请输入PIN")]
    [InlineData("Your PIN please")]
    [InlineData("Your pin, please")]
    [InlineData("Please enter your six digit enquiry pin.")]
    [InlineData("Your one-time code is 123456")]
    [InlineData("What is your password?")]
    [InlineData("Reply with the code you were sent")]
    [InlineData("Do not hang up. Tell us the PIN")]
    public void what_asks_for_one_or_carries_it(string text) => Assert.True(AskedSecrets.In(text));

    [Theory]
    [InlineData("密码错误次数过多")]
    [InlineData("密码输入错误次数已达上限")]
    [InlineData("您的密码已冻结")]
    [InlineData("您的{pin}于{time}连续输错，今日已锁定，明日自动恢复。")]
    [InlineData("请到网点修改密码")]
    [InlineData("请妥善保管密码")]
    [InlineData("本行不会向您索要密码或验证码")]
    [InlineData("切勿告知他人密码、验证码")]
    [InlineData("请扫描二维码，邮政编码750001")]
    [InlineData("Your {pin} was entered wrongly and is blocked until tomorrow ({time}).")]
    [InlineData("Please change your PIN at a branch.")]
    [InlineData("We never ask for your password")]
    [InlineData("Don't tell anybody your PIN")]
    [InlineData("Scan the code for our spinning offer")]
    public void what_warns_or_says_what_became_of_one(string text) => Assert.False(AskedSecrets.In(text));
}
