namespace Ledger.EndToEnd.Browser;

/// <summary>The sign-in page and the way back to where a person wanted to go.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SignInTests(BrowserFixture browser)
{
    [Fact]
    [Trait("row", "W2")]
    public async Task Studio_OfNobody_LeadsToTheSignInPageAndBack()
    {
        await using var page = await browser.OpenAsync(userName: null, path: "/studio/instances");
        page.Expect("401"); // asking who is signed in, and the wrong password
        await page.Page.GetByLabel("Usuario").FillAsync(BrowserFixture.Owner);
        await page.Page.GetByLabel("Contraseña").FillAsync("no es ésta");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.GetByText("Usuario o contraseña incorrectos.").WaitForAsync();
        await page.PictureAsync("sign-in-refused");

        await page.Page.GetByLabel("Contraseña").FillAsync(BrowserFixture.Password);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.WaitForURLAsync("**/studio/instances");

        (await page.Page.Locator("#bar .person").TextContentAsync()).Should().Be("Paula Fuentes");
    }
}
