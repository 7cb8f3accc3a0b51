using Assistant.Bot.Understanding;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Words;
using Assistant.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Assistant.Bot.Tests.Understanding;

public sealed class CharacterClassifierTests
{
    static readonly (string Text, string Label)[] Examples =
    [
        ("租房提取公积金", "rent"), ("公积金付房租", "rent"), ("租房能提多少", "rent"),
        ("孩子上小学", "school"), ("小学怎么报名", "school"), ("几岁入学", "school"),
    ];

    [Theory]
    [InlineData("房租可不可以用公积金付", "rent")]
    [InlineData("娃娃读小学报名", "school")]
    public void A_text_belongs_to_the_label_whose_examples_it_resembles(string text, string label) =>
        CharacterClassifier.Train(Examples).Judge(QuestionText.Normalise(text)).MaxBy(entry => entry.Value).Key.ShouldBe(label);

    [Fact]
    public void The_same_examples_in_any_order_give_the_same_classifier() =>
        CharacterClassifier.Train(Examples.Reverse()).Judge("租房报名").ShouldBe(CharacterClassifier.Train(Examples).Judge("租房报名"));

    [Fact]
    public void Probabilities_of_any_text_are_finite_and_sum_to_one()
    {
        var classifier = CharacterClassifier.Train(Examples);

        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var judged = classifier.Judge(QuestionText.Normalise(text ?? ""));
            return judged.Count == 2 && judged.Values.All(double.IsFinite) && Math.Abs(judged.Values.Sum() - 1) < 1e-3;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void One_label_alone_is_certain() => CharacterClassifier.Train(Examples[..3]).Judge("天气")["rent"].ShouldBe(1, 1e-6);

    [Fact]
    public void A_new_publication_is_learned_anew_and_only_then()
    {
        using var folder = new ContentFolder();
        var content = ContentReader.Read(folder.Path).Content!;
        var classifiers = new QuestionClassifiers();
        var first = classifiers.For(content);
        folder.Append(ContentFolder.HousingFund, "# edited\n");

        classifiers.For(content).ShouldBeSameAs(first);
        classifiers.For(ContentReader.Read(folder.Path).Content!).ShouldNotBeSameAs(first);
    }
}
