namespace SymbolicDiff.Fuzz.Programs;

/// <summary>Loops over whole arrays, one after the other: maps, sums, maxima, normalisations, neighbours. Together they are softmax layers, variances and the like.</summary>
internal sealed partial class Statements
{
    private IEnumerable<Node> Vector()
    {
        List<Storage> flat = [.. scope.Storages.Where(storage => storage.IsFlat)];
        if (flat.Count == 0) return DeclareStorage();
        Storage source = expressions.Pick(flat);
        List<Storage> targets = [.. flat.Where(storage => storage.IsWritable && storage.Length == source.Length)];
        List<Node> lines = [];
        Storage target;
        if (targets.Count == 0 || expressions.Chance(3))
        {
            target = new Storage(New("y"), Shape.Array, source.Length);
            lines.Add(Line($"double[] {target.Name} = new double[{source.Name}.Length];"));
            scope.Storages.Add(target);
        }
        else
        {
            target = expressions.Pick(targets);
        }

        string sum = New("z");
        lines.Add(Line($"double {sum} = {(expressions.Chance(2) ? "0" : source.Name + "[0]")};"));
        scope.Reals.Add(new Real(sum, false));
        string counter = New("i");
        Node Operand() => expressions.Double(0);
        string x = $"{source.Name}[{counter}]";
        string y = $"{target.Name}[{counter}]";
        List<Node> body = [];
        int count = 1 + random.Next(3);
        for (int i = 0; i < count; i++)
        {
            body.Add(random.Next(13) switch
            {
                0 => Line($"{y} = Math.Exp(0.5 * ({x} - $));", Operand()),
                1 => Line($"{y} = Math.Exp({x}); {sum} += {y};"),
                2 => Line($"{y} = {x} / (1.5 + $ * {x} * {x});", Node.Leaf(Kind.Real, "0.5")),
                3 => Line($"{y} /= 1.1 + $;", Kinked($"Math.Abs({expressions.Pick(scope.Reals).Name})")),
                4 => Line($"{sum} += {x} * {y};"),
                5 => Line($"{sum} -= $ * Math.Log(0.2 + $);", Operand(), Kinked($"Math.Abs({y})")),
                6 => Line($"{sum} = $;", Kinked($"Math.Max({sum}, {x})")),
                7 => Line($"if ($) {sum} = {x};", Node.Leaf(Kind.Truth, $"({x} > {sum})") with { Decides = true }),
                8 => Line($"{y} = 1 / (1 + Math.Exp(-{x}));"),
                9 => Line($"{y} = Math.Tanh({x} + $);", Operand()),
                10 => Line($"{y} += 0.5 * {x} * $;", Operand()),
                11 when source.Length > 1 => Line($"{sum} += {x} * {source.Name}[{source.Length - 1} - {counter}];"),
                _ => Line($"{y} = {x} * $;", Operand()),
            });
        }

        string header = expressions.Chance(5)
            ? $"for (int {counter} = {source.Name}.Length - 1; {counter} >= 0; {counter}--)"
            : $"for (int {counter} = 0; {counter} < {source.Name}.Length; {counter}++)";
        lines.Add(Node.Of(Kind.Statement, header + " $", Node.Block(body)));
        return lines;
    }

    private static Node Kinked(string text) => Node.Leaf(Kind.Real, text) with { Decides = true };
}
