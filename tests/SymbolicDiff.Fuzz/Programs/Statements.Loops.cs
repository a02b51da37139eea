namespace SymbolicDiff.Fuzz.Programs;

/// <summary>Loops: each ends, and says what its counter can be.</summary>
internal sealed partial class Statements
{
    private IEnumerable<Node> Loop(int depth)
    {
        string counter = New("i");
        Storage? storage = scope.Storages.Where(candidate => candidate.IsFlat).OrderBy(_ => random.Next()).FirstOrDefault();
        Whole? limit = scope.Wholes.Where(whole => whole is { IsAssignable: false, Low: >= 0, High: < 4 }).OrderBy(_ => random.Next()).FirstOrDefault();
        var (header, low, high) = random.Next(9) switch
        {
            0 or 1 when storage is not null => ($"for (int {counter} = 0; {counter} < {storage.Name}.Length; {counter}++)", 0, storage.Length - 1),
            2 when storage is not null => ($"for (int {counter} = {storage.Name}.Length - 1; {counter} >= 0; {counter}--)", 0, storage.Length - 1),
            3 when storage is { Length: > 1 } => ($"for (int {counter} = 1; {counter} + 1 < {storage.Name}.Length; {counter}++)", 0, storage.Length - 1),
            4 or 5 when limit is not null => ($"for (int {counter} = 0; {counter} < {limit.Name}; {counter}++)", 0, Math.Max(0, limit.High - 1)),
            6 when limit is not null => ($"for (int {counter} = {limit.Name}; {counter} > 0; {counter}--)", 0, limit.High),
            7 => ($"for (int {counter} = 0; {counter} <= 3; {counter} += 2)", 0, 2),
            _ => ($"for (int {counter} = 0; {counter} < 3; ++{counter})", 0, 2),
        };
        return [Node.Of(Kind.Statement, header + " $", InLoop(depth, () => scope.Wholes.Add(new Whole(counter, low, high, false))))];
    }

    private Node InLoop(int depth, Action introduce, params Node[] last)
    {
        scope.Enter();
        introduce();
        loops++;
        Node body = Body(depth + 1, last);
        loops--;
        scope.Leave();
        return body;
    }

    /// <summary>Loops of unknown length, which a counter ends at the latest.</summary>
    private IEnumerable<Node> While(int depth)
    {
        string counter = New("k");
        Node start = Line($"int {counter} = 0;");
        Node bounded = Node.Of(Kind.Truth, $"({counter} < {Text(2 + random.Next(3))})");
        Node step = Line($"{counter}++;") with { MayGo = false };
        scope.Wholes.Add(new Whole(counter, 0, 6, false));
        if (expressions.Chance(3) && Target() is { IsSingle: false } target)
        {
            return
            [
                start,
                Node.Of(Kind.Statement, "while ($ && $ && " + counter + "++ < 5) $",
                    Node.Of(Kind.Truth, $"(Math.Abs({target.Name}) > 0.25)") with { Decides = true },
                    expressions.Comparison(),
                    InLoop(depth, () => { }, Line($"{target.Name} *= 0.6;"))),
            ];
        }

        // A continue must not skip the step, so it comes first.
        Node body = InLoop(depth, () => { });
        Node stepped = Node.Block([step, .. body.Parts]);
        return random.Next(3) switch
        {
            0 => [start, Node.Of(Kind.Statement, "do $ while ($ && $);\n", stepped, bounded, expressions.Condition())],
            1 => [start, Node.Of(Kind.Statement, "while (true) $", Node.Block(
                [Node.Of(Kind.Statement, "if (!($ && $)) break;\n", bounded, expressions.Condition()) with { MayGo = false }, .. stepped.Parts]))],
            _ => [start, Node.Of(Kind.Statement, "while ($ && $) $", bounded, expressions.Condition(), stepped)],
        };
    }

    private IEnumerable<Node> Each(int depth)
    {
        List<Storage> flat = [.. scope.Storages.Where(storage => storage.IsFlat)];
        if (flat.Count == 0) return Loop(depth);
        Storage storage = expressions.Pick(flat);
        string item = New("e");
        return [Node.Of(Kind.Statement, $"foreach (double {item} in {storage.Name}) $",
            InLoop(depth, () => scope.Reals.Add(new Real(item, false, IsAssignable: false))))];
    }
}
