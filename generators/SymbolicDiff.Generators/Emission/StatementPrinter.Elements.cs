using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>Elements of arrays and spans of composites: members that cannot be assigned where they are, and elements that are assigned as a whole.</summary>
internal sealed partial class StatementPrinter
{
    private static CompositeType CompositeOf(Column column) => (CompositeType)((StorageType)column.Storage.Type).Element;

    private static CompositeMember MemberOf(Column column) => CompositeOf(column).Members.First(member => member.Name == column.Name);

    /// <summary>Whether the member of an element can be assigned: a property is no variable, so that what is inside it cannot.</summary>
    private static bool IsInPlace(Column column) =>
        MemberOf(column).Access is MemberAccess.Field or MemberAccess.Property
        && (column.Storage is not Column outer || MemberOf(outer).Access == MemberAccess.Field && IsInPlace(outer));

    /// <summary>The assignment to the innermost whole that can be assigned, of a copy with another member.</summary>
    private static Assign Replacement(Assign assign)
    {
        while (assign.Target is Element { Storage: Column column } && !IsInPlace(column)) assign = Replacement([assign]);
        return assign;
    }

    /// <summary>The assignments to members of one element as one of a copy with other members.</summary>
    private static Assign Replacement(IReadOnlyList<Assign> assigns)
    {
        var first = (Element)assigns[0].Target;
        Expression owner = ((Column)first.Storage).Storage;
        CompositeType composite = CompositeOf((Column)first.Storage);
        var values = assigns.ToDictionary(assign => ((Column)((Element)assign.Target).Storage).Name, ValueOf);
        var whole = new Element(owner, first.Indices);
        return new Assign(whole, AssignmentKind.Set, Copied(composite, whole, values));
    }

    private static Expression ValueOf(Assign assign) => assign.Kind == AssignmentKind.Set ? assign.Value
        : new Apply(assign.Kind == AssignmentKind.Add ? Primitive.Add : Primitive.Subtract, assign.Target.Type, assign.Target, assign.Value);

    private static Compose Copied(CompositeType composite, Element whole, IReadOnlyDictionary<string, Expression> values)
    {
        List<CompositeMember> changed = [.. composite.Members.Where(member => values.ContainsKey(member.Name))];
        if (changed.TrueForAll(member => member.Access != MemberAccess.ReadOnly))
        {
            var text = changed.Select((member, i) => (i == 0 ? " with { " : ", ") + member.Name + " = ").Prepend("").Append(" }");
            var with = new Construction(text.ToEquatableArray(), Enumerable.Range(0, changed.Count + 1).ToEquatableArray());
            return new Compose(composite with { Construction = with }, changed.Select(member => values[member.Name]).Prepend(whole).ToEquatableArray());
        }

        var members = composite.Members.Select(member =>
            values.TryGetValue(member.Name, out Expression? value) ? value : new Element(new Column(whole.Storage, member.Name, member.Type), whole.Indices)).ToList();
        return new Compose(composite with { Construction = composite.Whole }, composite.Whole!.Members.Select(index => members[index]).ToEquatableArray());
    }

    /// <summary>How many statements, from the first on, assign members of one element that can only be replaced, no value after another member's; else 0.</summary>
    private static int ReplacedLength(EquatableArray<Statement> statements, int start)
    {
        var written = new List<Expression>();
        Element? first = null;
        for (int i = start; i < statements.Count; i++)
        {
            if (statements[i] is not Assign { Target: Element { Storage: Column column } element } assign || IsInPlace(column)) break;
            first ??= element;
            bool isSame = column.Storage.Equals(((Column)first.Storage).Storage) && element.Indices.Equals(first.Indices) && !written.Contains(column);
            if (!isSame || assign.Value.DescendantsAndSelf().Any(part => MayRead(part, written))) break;
            written.Add(column);
        }

        return written.Count > 1 ? written.Count : 0;
    }

    /// <summary>How many statements, from the first on, assign all members of one element in their order, no value after another member's; else 0.</summary>
    private static int ElementLength(EquatableArray<Statement> statements, int start)
    {
        if (statements[start] is not Assign { Kind: AssignmentKind.Set, Target: Element { Storage: Column first } element }) return 0;
        Expression whole = first.Whole();
        var composite = (CompositeType)((StorageType)whole.Type).Element;
        if (!CanBeWhole(composite)) return 0;
        List<Expression> columns = [.. Columns.Scalars(whole)];
        if (start + columns.Count > statements.Count) return 0;
        for (int i = 0; i < columns.Count; i++)
        {
            if (statements[start + i] is not Assign { Kind: AssignmentKind.Set } next || !next.Target.Equals(new Element(columns[i], element.Indices))) return 0;
            if (i > 0 && next.Value.DescendantsAndSelf().Any(part => MayRead(part, columns.Take(i)))) return 0;
        }

        return columns.Count;
    }

    /// <summary>Whether a new one reads well: by a constructor, or because it has to be.</summary>
    private static bool CanBeWhole(CompositeType composite) =>
        composite.Whole is { } whole
        && (whole.Text[0].EndsWith("(", StringComparison.Ordinal) || composite.Members.Any(member => member.Access is MemberAccess.Init or MemberAccess.ReadOnly))
        && composite.Members.All(member => member.Type is not CompositeType inner || CanBeWhole(inner));

    private static bool MayRead(Expression part, IEnumerable<Expression> written) => part switch
    {
        Element { Storage: Column read } => written.Any(column => !Columns.AreApart(read, column)),
        External external => external.HasEffects || external.Operands.Any(operand => operand.Type is StorageType),
        CopyOf => true,
        _ => false,
    };

    private SourceLine PrintElement(EquatableArray<Statement> statements, int start, int count)
    {
        List<Assign> assigns = [.. statements.Skip(start).Take(count).Cast<Assign>()];
        var target = (Element)assigns[0].Target;
        Expression whole = target.Storage.Whole();
        Expression value = Same(assigns) ?? ((CompositeType)((StorageType)whole.Type).Element).OfAll(new Queue<Expression>(assigns.Select(assign => assign.Value)));
        return expressions.Print(new Element(whole, target.Indices)).Add(" = ").Add(expressions.Print(value)).Add(";");
    }

    /// <summary>The element of which all members are assigned, if they are those of one.</summary>
    private static Element? Same(List<Assign> assigns)
    {
        if (assigns[0].Value is not Element { Storage: Column first } read) return null;
        Expression whole = first.Whole();
        return ((StorageType)whole.Type).Element.Equals(((StorageType)((Element)assigns[0].Target).Storage.Whole().Type).Element)
            && Columns.Scalars(whole).Zip(assigns, (column, assign) => assign.Value.Equals(new Element(column, read.Indices))).All(same => same)
            ? new Element(whole, read.Indices)
            : null;
    }

    /// <summary>A storage as the run-time library's guards take it; those of reals and of rows convert to it.</summary>
    private SourceLine Guarded(Expression storage)
    {
        if (storage.Type is not StorageType { Element: CompositeType or ScalarType { Kind: ScalarKind.Generic } }) return expressions.Print(storage);
        return new SourceLine().Add(types.Name("Guard", CSharpTypes.Runtime)).Open(".Of(").Add(expressions.Print(storage)).Close(")");
    }
}
