using static Microsoft.Playwright.Assertions;

namespace Assistant.Acceptance.Tests;

/// <summary>A citizen tells a case, is asked one thing, and gets a result that can be looked at again.</summary>
public sealed class DecidingACase(AssistantUnderTest assistant)
{
    [Fact]
    public async Task What_is_missing_is_asked_with_quick_replies_and_the_result_shows_its_grounds()
    {
        await using var citizen = await assistant.VisitAsync();

        await citizen.AskAsync("我们两口子公积金都交了三年多，一起贷最多能贷好多？");
        await citizen.AnswerAsync();
        await citizen.TapAsync("两个及以上孩子");
        var result = await citizen.AnswerAsync(2);

        await Expect(result).ToContainTextAsync("160万元");
        await Expect(result).ToContainTextAsync("按您说的");
        await Expect(result).ToContainTextAsync("HF-R03");
        await Expect(result.Locator(".webchat__link-definitions__list-item-box").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_slip_is_taken_back_and_a_person_is_asked_to_look_again()
    {
        await using var mother = await assistant.VisitAsync();

        await mother.AskAsync("我女儿2021年9月3号生的，2027年秋天读得到一年级不？");
        await Expect(await mother.AnswerAsync()).ToContainTextAsync("2028年");
        await mother.AskAsync("写错了，是8月3号");
        var corrected = await mother.AnswerAsync(2);
        await mother.TapAsync("申请人工复核");
        var review = await mother.AnswerAsync(3);

        await Expect(corrected).ToContainTextAsync("2021年8月3日");
        await Expect(corrected).Not.ToContainTextAsync("还没满");
        await Expect(review).ToContainTextAsync("人工");
    }
}
