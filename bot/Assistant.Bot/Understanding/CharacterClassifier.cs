using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Assistant.Knowledge.Words;

namespace Assistant.Bot.Understanding;

/// <summary>
/// Says which of some labels a text belongs to, from all its characters and pairs of characters at once: softmax regression, trained on
/// labelled examples in well under a second. It sees many weak hints together where the search sees one passage at a time. Immutable
/// after training; safe for concurrent use; the same examples give the same classifier.
/// </summary>
public sealed class CharacterClassifier
{
    // Chosen on questions nobody trains on (docs/results.md); results are flat around these values.
    const int Epochs = 6;
    const float FirstStep = 2f;

    // An example the classifier is sure of teaches nothing more; leaving it out halves the time of training.
    const float Sure = 0.98f;

    readonly string[] labels;
    readonly Dictionary<int, int> places;
    readonly float[] inverseFrequency;
    readonly float[] weights; // one row of labels per feature, the last row is the bias

    CharacterClassifier(string[] labels, Dictionary<int, int> places, float[] inverseFrequency)
    {
        this.labels = labels;
        this.places = places;
        this.inverseFrequency = inverseFrequency;
        weights = new float[(places.Count + 1) * labels.Length];
    }

    /// <summary>Trains on examples; their order does not matter.</summary>
    public static CharacterClassifier Train(IEnumerable<(string Text, string Label)> examples)
    {
        var normalised = examples.Select(example => (Text: QuestionText.Normalise(example.Text), example.Label))
            .OrderBy(example => example.Label, StringComparer.Ordinal).ThenBy(example => example.Text, StringComparer.Ordinal).ToArray();
        var labels = normalised.Select(example => example.Label).Distinct().ToArray();
        var numbers = labels.Select((label, number) => (label, number)).ToDictionary(entry => entry.label, entry => entry.number, StringComparer.Ordinal);
        var texts = normalised.Select(example => (example.Text, Label: numbers[example.Label])).ToArray();

        var places = new Dictionary<int, int>();
        var documents = new List<int>();
        foreach (var (text, _) in texts)
            foreach (var feature in Features(text).Keys)
            {
                ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, feature, out var known);
                if (!known)
                {
                    place = documents.Count;
                    documents.Add(0);
                }

                documents[place]++;
            }

        var inverse = documents.Select(count => MathF.Log((1f + texts.Length) / (1f + count)) + 1f).ToArray();
        var classifier = new CharacterClassifier(labels, places, inverse);
        classifier.Learn([.. texts.Select(entry => (classifier.Vector(entry.Text), entry.Label))]);
        return classifier;
    }

    /// <summary>Writes the trained classifier, to be read again by <see cref="Read"/>.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(labels.Length);
        foreach (var label in labels) writer.Write(label);
        var features = new int[places.Count];
        foreach (var (feature, place) in places) features[place] = feature;
        writer.Write(features.Length);
        writer.Write(MemoryMarshal.AsBytes(features.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(inverseFrequency.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(weights.AsSpan()));
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Throws <see cref="InvalidDataException"/> or <see cref="EndOfStreamException"/> for anything else.</summary>
    public static CharacterClassifier Read(BinaryReader reader)
    {
        var labels = new string[Bounded(reader.ReadInt32(), 10_000)];
        for (var index = 0; index < labels.Length; index++) labels[index] = reader.ReadString();
        var features = new int[Bounded(reader.ReadInt32(), 10_000_000)];
        Fill(reader, features.AsSpan());
        var inverse = new float[features.Length];
        Fill(reader, inverse.AsSpan());
        var places = new Dictionary<int, int>(features.Length);
        for (var place = 0; place < features.Length; place++) places[features[place]] = place;
        var classifier = new CharacterClassifier(labels, places, inverse);
        Fill(reader, classifier.weights.AsSpan());
        return classifier;

        static int Bounded(int count, int most) => count >= 0 && count <= most ? count : throw new InvalidDataException("not a classifier");

        static void Fill<T>(BinaryReader reader, Span<T> target) where T : unmanaged => reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(target));
    }

    /// <summary>Probability of each label for a text in normal form. They sum to one.</summary>
    public IReadOnlyDictionary<string, double> Judge(string normalisedText)
    {
        var scores = new float[labels.Length];
        Score(Vector(normalisedText), scores);
        var probabilities = new Dictionary<string, double>(labels.Length, StringComparer.Ordinal);
        for (var label = 0; label < labels.Length; label++) probabilities[labels[label]] = scores[label];
        return probabilities;
    }

    void Learn(((int Place, float Value)[] Vector, int Label)[] examples)
    {
        var order = Enumerable.Range(0, examples.Length).ToArray();
        var random = new Random(1); // the same content gives the same classifier
        var scores = new float[labels.Length];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            var step = FirstStep / (1 + epoch);
            foreach (var index in order)
            {
                var (vector, label) = examples[index];
                Score(vector, scores);
                if (scores[label] > Sure) continue;
                scores[label] -= 1; // now the gradient
                foreach (var (place, value) in vector)
                {
                    var row = weights.AsSpan(place * labels.Length, labels.Length);
                    TensorPrimitives.MultiplyAdd(scores, -step * value, row, row);
                }
            }
        }
    }

    void Score((int Place, float Value)[] vector, float[] scores)
    {
        Array.Clear(scores);
        foreach (var (place, value) in vector)
            TensorPrimitives.MultiplyAdd(weights.AsSpan(place * labels.Length, labels.Length), value, scores, scores);
        TensorPrimitives.SoftMax<float>(scores, scores);
    }

    (int Place, float Value)[] Vector(string text)
    {
        var features = Features(text);
        var vector = new List<(int, float)>(features.Count + 1);
        var length = 0f;
        foreach (var (feature, count) in features)
        {
            if (!places.TryGetValue(feature, out var place)) continue;
            var value = (1 + MathF.Log(count)) * inverseFrequency[place];
            vector.Add((place, value));
            length += value * value;
        }

        var scale = length > 0 ? 1 / MathF.Sqrt(length) : 0;
        for (var index = 0; index < vector.Count; index++) vector[index] = (vector[index].Item1, vector[index].Item2 * scale);
        vector.Add((places.Count, 0.1f)); // the bias: how often a label occurs at all
        return [.. vector];
    }

    /// <summary>Characters and pairs of adjoining characters, letters and digits only, with how often each occurs.</summary>
    static Dictionary<int, int> Features(string text)
    {
        var features = new Dictionary<int, int>();
        var before = '\0';
        foreach (var character in text)
        {
            if (!char.IsLetterOrDigit(character))
            {
                before = '\0';
                continue;
            }

            CollectionsMarshal.GetValueRefOrAddDefault(features, character, out _)++;
            if (before != '\0') CollectionsMarshal.GetValueRefOrAddDefault(features, before << 16 | character, out _)++;
            before = character;
        }

        return features;
    }
}
