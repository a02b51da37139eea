namespace SymbolicDiff.Fuzz.Programs;

/// <summary>Arrays, spans, views, references and other names for the same memory.</summary>
internal sealed partial class Statements
{
    private Storage? Writable()
    {
        List<Storage> writable = [.. scope.Storages.Where(storage => storage.IsWritable)];
        return writable.Count == 0 ? null : expressions.Pick(writable);
    }

    private IEnumerable<Node> Store()
    {
        if (Writable() is not { } storage) return Declare();
        Node element = expressions.Element(storage);
        Node value = expressions.Moderate(expressions.Double(2));
        return [Node.Of(Kind.Statement, random.Next(6) switch
        {
            0 => "$ += $;\n",
            1 => "$ -= 0.5 * $;\n",
            2 => "$ *= $;\n",
            3 => "$ /= 1.3 + 0.2 * $;\n",
            _ => "$ = $;\n",
        }, element with { Kind = Kind.Member }, value)];
    }

    private IEnumerable<Node> SwapElements()
    {
        if (Writable() is not { } storage) return Declare();
        Node Place() => expressions.Element(storage, Kind.Member);
        return [expressions.Chance(2) ? Line("($, $) = ($, $);", Place(), Place(), expressions.Element(storage), expressions.Moderate(expressions.Double(1)))
            : Line("$ = $ = $;", Place(), Place(), expressions.Moderate(expressions.Double(1)))];
    }

    private IEnumerable<Node> Reference()
    {
        if (Writable() is not { } storage) return Declare();
        string name = New("r");
        Node line = Line($"ref double {name} = ref $;", expressions.Element(storage, Kind.Member));
        scope.Reals.Add(new Real(name, false, IsReference: true));
        return [line];
    }

    private IEnumerable<Node> DeclareStorage()
    {
        int length = 2 + random.Next(3);
        string name = New("t");
        Storage? same = scope.Storages.Where(storage => storage.IsFlat).OrderBy(_ => random.Next()).FirstOrDefault();
        var (line, made) = random.Next(9) switch
        {
            0 => (Line($"double[] {name} = {{ $, $ }};", expressions.Double(1), expressions.Double(2)), new Storage(name, Shape.Array, 2)),
            1 => (Line($"double[] {name} = [$, $, $];", expressions.Double(1), expressions.Double(2), expressions.Double(1)), new Storage(name, Shape.Array, 3)),
            2 when loops == 0 => (Line($"Span<double> {name} = stackalloc double[{Text(length)}];"), new Storage(name, Shape.Span, length)),
            3 when same is { Shape: Shape.Array } => (Line($"double[] {name} = (double[]){same.Name}.Clone();"), new Storage(name, Shape.Array, same.Length)),
            4 when same is { Shape: not Shape.Array } => (Line($"double[] {name} = {same.Name}.ToArray();"), new Storage(name, Shape.Array, same.Length)),
            5 => (Line($"double[,] {name} = new double[2, {Text(length)}];"), new Storage(name, Shape.Matrix, 2, length)),
            6 => (Line($"double[][] {name} = [[$, $], [$, $]];", expressions.Double(1), expressions.Double(1), expressions.Double(1), expressions.Double(1)),
                new Storage(name, Shape.Jagged, 2, 2)),
            _ => (Line($"double[] {name} = new double[{Text(length)}];"), new Storage(name, Shape.Array, length)),
        };
        scope.Storages.Add(made);
        return [line];
    }

    private IEnumerable<Node> Rearrange()
    {
        List<Storage> flat = [.. scope.Storages.Where(storage => storage.IsFlat)];
        List<Storage> targets = [.. flat.Where(storage => storage.IsWritable)];
        if (targets.Count == 0) return DeclareStorage();
        Storage target = expressions.Pick(targets);
        Storage source = expressions.Pick(flat);
        int length = Math.Min(target.Length, source.Length);
        string span = target.Shape == Shape.Array ? target.Name + ".AsSpan()" : target.Name;
        return [random.Next(4) switch
        {
            0 => Line($"{span}.Fill($);", expressions.Moderate(expressions.Double(1))),
            1 when target.Shape == Shape.Array && source.Shape == Shape.Array => Line($"Array.Copy({source.Name}, {target.Name}, {Text(length)});"),
            2 when target.Length > 1 => Line($"{span}.Slice(1).Fill($);", expressions.Moderate(expressions.Double(1))),
            _ => Line($"{(source.Shape == Shape.Array ? source.Name + ".AsSpan(" : source.Name + ".Slice(")}0, {Text(length)}).CopyTo({span});"),
        }];
    }

    private IEnumerable<Node> Alias()
    {
        List<Storage> flat = [.. scope.Storages.Where(storage => storage.IsFlat)];
        if (flat.Count == 0) return DeclareStorage();
        Storage storage = expressions.Pick(flat);
        Storage? other = flat.Where(candidate => candidate.Shape == Shape.Array && candidate.Length == storage.Length && candidate != storage).FirstOrDefault();
        string name = New("v");
        int start = random.Next(storage.Length - 1);
        int length = 1 + random.Next(storage.Length - start);
        string type = storage.Shape == Shape.ReadOnlySpan ? "ReadOnlySpan<double>" : "Span<double>";
        var (line, made) = random.Next(5) switch
        {
            0 when storage.Shape == Shape.Array => (Line($"double[] {name} = {storage.Name};"), storage with { Name = name, IsParameter = false }),
            1 or 2 when storage.Shape == Shape.Array && other is not null =>
                (Line($"double[] {name} = $ ? {storage.Name} : {other.Name};", expressions.Condition()), storage with { Name = name, IsParameter = false }),
            3 when storage.Shape != Shape.Array => (Line($"{type} {name} = {storage.Name}[{Text(start)}..{Text(start + length)}];"),
                storage with { Name = name, Length = length, IsParameter = false }),
            _ when storage.Shape == Shape.Array => (Line($"{type} {name} = {storage.Name}.AsSpan({Text(start)}, {Text(length)});"), new Storage(name, Shape.Span, length)),
            _ => (Line($"{type} {name} = {storage.Name}.Slice({Text(start)}, {Text(length)});"), storage with { Name = name, Length = length, IsParameter = false }),
        };
        scope.Storages.Add(made);
        return [line];
    }
}
