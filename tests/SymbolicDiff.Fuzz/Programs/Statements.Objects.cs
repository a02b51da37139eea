namespace SymbolicDiff.Fuzz.Programs;

/// <summary>Arrays of structures, queries, lists, values that may be null, delegates that are chosen, and cleaning up.</summary>
internal sealed partial class Statements
{
    private IEnumerable<Node> DeclarePairs()
    {
        string name = New("m");
        Node Pair() => Node.Of(Kind.Member, "new Pair($, $)", expressions.Double(1), expressions.Double(0));
        int length = 2 + random.Next(2);
        Node line = expressions.Chance(2)
            ? Line($"Pair[] {name} = new Pair[{Text(length)}];")
            : Node.Of(Kind.Statement, $"Pair[] {name} = [{string.Join(", ", Enumerable.Repeat("$", length))}];\n", [.. Enumerable.Range(0, length).Select(_ => Pair())]);
        scope.PairArrays.Add((name, length));
        return [line];
    }

    private IEnumerable<Node> ChangePairs()
    {
        if (scope.PairArrays.Count == 0) return DeclarePairs();
        var (name, length) = expressions.Pick(scope.PairArrays);
        Node Place(string member = "") => Node.Of(Kind.Member, name + "[$]" + member, expressions.Index(length));
        Node value = expressions.Moderate(expressions.Double(1));
        switch (random.Next(10))
        {
            case 0: return [Line("$ = $;", Place(".X"), value)];
            case 1: return [Line("$ += $;", Place(".Y"), value)];
            case 2: return [Line("$.Turn($);", Place(), value)];
            case 3: return [Line("$ = $ + new Pair($, $);", Place(), Place(), value, expressions.Number())];
            case 4: return [Line("($, $) = ($, $);", Place(), Place(), Place(), Place())];
            case 5: return [Line("$ = $ with { Y = $ };", Place(), Place(), value)];
            case 6 when scope.Pairs.Count > 0: return [Line($"$ = {expressions.Pick(scope.Pairs)};", Place())];
            case 7:
                string reference = New("r");
                Node line = Line($"ref Pair {reference} = ref $;", Place());
                scope.References.Add(reference);
                scope.Pairs.Add(reference);
                return [line];
            case 8 when loops < 2:
                string item = New("e");
                string sum = New("z");
                List<Node> lines =
                [
                    Line($"double {sum} = 0;"),
                    Node.Of(Kind.Statement, $"foreach (Pair {item} in {name}) {{ {sum} += {item}.X * $ - {item}.Product; }}\n", value),
                ];
                scope.Reals.Add(new Real(sum, false));
                return lines;
            default:
                string copy = New("s");
                Node declaration = Line($"Pair {copy} = $;", Place());
                scope.Pairs.Add(copy);
                return [declaration];
        }
    }

    private IEnumerable<Node> Meter()
    {
        if (scope.Meters.Count == 0 || expressions.Chance(4))
        {
            string name = New("o");
            Node line = Line($"Meter {name} = new Meter($);", expressions.Double(1));
            scope.Meters.Add(name);
            scope.Reals.Add(new Real(name + ".Level", false));
            return [line];
        }

        string meter = expressions.Pick(scope.Meters);
        Node value = expressions.Moderate(expressions.Double(1));
        switch (random.Next(4))
        {
            case 0: return [Line($"{meter}.Add($).Add({meter}.Mean);", value)];
            case 1 when expressions.Pick(scope.Meters) is var other && other != meter: return [Line($"{meter}.Mix({other});")];
            case 2:
                string mean = New("a");
                Node declaration = Line($"double {mean} = {meter}.Mean;");
                scope.Reals.Add(new Real(mean, false));
                return [declaration];
            default: return [Line($"{meter}.Add($);", value)];
        }
    }

    private IEnumerable<Node> Query()
    {
        Scope inside = scope.Capturable();
        List<Storage> arrays = [.. inside.Storages.Where(storage => storage.Shape == Shape.Array)];
        if (arrays.Count == 0) return DeclareStorage();
        (Storage first, Storage second) = (expressions.Pick(arrays), expressions.Pick(arrays));
        inside.Reals.AddRange([new Real("t", false), new Real("t", false)]);
        var within = new Expressions(random, inside, []);
        Node value = within.Moderate(within.Double(2));
        Node decision = Node.Leaf(Kind.Truth, "(t > 0.1)") with { Decides = true };
        string name = New("z");
        Node line = random.Next(8) switch
        {
            0 => Line($"double {name} = {first.Name}.Sum();"),
            1 => Line($"double {name} = {first.Name}.Select(t => $).Average();", value),
            2 => Line($"double {name} = {first.Name}.Zip({second.Name}, (t, s) => s * $).Sum();", value),
            3 => Line($"double {name} = {first.Name}.Aggregate((double)$, (s, t) => 0.5 * s + $);", expressions.Double(0), value),
            4 => Line($"double {name} = {first.Name}.Where(t => $).Sum(t => $);", decision, value),
            5 => Line($"double {name} = Enumerable.Range(0, 3).Sum(k => k * {first.Name}[k % {Text(first.Length)}]);"),
            _ => Line($"double[] {name} = {first.Name}.Select(t => $).ToArray();", value),
        };
        if (line.Text[0].StartsWith("double[]", StringComparison.Ordinal)) scope.Storages.Add(new Storage(name, Shape.Array, first.Length));
        else scope.Reals.Add(new Real(name, false));
        return [line];
    }

    private IEnumerable<Node> List()
    {
        string name = New("l");
        string counter = New("i");
        string sum = New("z");
        Node condition = expressions.Condition();
        List<Node> lines =
        [
            Line($"List<double> {name} = new List<double> {{ $ }};", expressions.Double(1)),
            Node.Of(Kind.Statement, $"for (int {counter} = 0; {counter} < {Text(1 + random.Next(3))}; {counter}++) {{ if ($) {name}.Add($); else {name}[0] *= $; }}\n",
                condition, expressions.Moderate(expressions.Double(1)), expressions.Moderate(expressions.Double(1))),
            Line($"double {sum} = {name}[{name}.Count - 1] * {name}[0];"),
            Line($"foreach (double item in {name}) {sum} += item * $;", expressions.Double(0)),
        ];
        scope.Reals.Add(new Real(sum, false));
        return lines;
    }

    private IEnumerable<Node> Nullable()
    {
        string name = New("d");
        string value = New("a");
        List<Node> lines =
        [
            Line($"double? {name} = $ ? $ : null;", expressions.Condition(), expressions.Double(1)),
            random.Next(3) switch
            {
                0 => Line($"double {value} = {name} ?? $;", expressions.Double(1)),
                1 => Line($"double {value} = {name} is {{ }} some{value} ? some{value} * $ : 0.5;", expressions.Double(1)),
                _ => Line($"double {value} = {name}.HasValue ? {name}.Value : $;", expressions.Double(0)),
            },
        ];
        scope.Reals.Add(new Real(value, false));
        return lines;
    }

    private IEnumerable<Node> Delegate()
    {
        string name = New("g");
        Scope inside = scope.Capturable();
        inside.Reals.Add(new Real("t", false));
        var within = new Expressions(random, inside, []);
        Node line = Line($"Func<double, double> {name} = $ ? t => $ : t => $ * t;",
            expressions.Condition(), within.Moderate(within.Double(1)), within.Moderate(within.Double(1)));
        callees.Add(new Callee(null, name + "($)", 1));
        return [line];
    }

    private IEnumerable<Node> Cleanup(int depth)
    {
        string done = New("k");
        Node start = Line($"int {done} = 0;");
        Node body = Body(depth + 1);
        scope.Wholes.Add(new Whole(done, 0, 1, false));
        return [start, Node.Of(Kind.Statement, $"try $ finally {{ {done} = 1; }}\n", body)];
    }
}
