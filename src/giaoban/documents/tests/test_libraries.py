"""Libraries: one's own folders, the agency's regulations, thousands of files at once (DOC-7)."""

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from giaoban.documents import actions, queries
from giaoban.documents.doors import DOORS, door
from giaoban.documents.models import Document, Folder, Regulation, Shortcut
from giaoban.documents.queries import AGENCY, FOLDER, MINE, Asked
from giaoban.documents.testing import a_document, a_door, a_file, a_pdf, a_pdf_of
from giaoban.documents.tests.test_guessing import DECISION, DECREE
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.people.models import CatalogueEntry, RoleGrant
from giaoban.people.testing import an, binh, by, chi, dung, em, the_agency

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today():
    with clock.at(clock.now().replace(year=2026, month=11, day=20, hour=3)):
        yield


@pytest.fixture
def librarian():
    """Bình keeps the agency's library as the Office's secretary."""
    user = binh()
    RoleGrant.objects.get_or_create(
        user=user, role="office_secretary", unit=the_agency(), defaults={"starts_on": date(2020, 1, 1)}
    )
    return by(user)


@pytest.fixture
def root(librarian):
    return actions.open_library(library=AGENCY, by=librarian)


def own(user) -> Folder:
    return actions.open_library(library=MINE, by=by(user))


def put(folder: Folder, keeper, content: bytes | None = None, name: str = "van-ban.pdf", **more) -> Document:
    document = actions.add_document(
        file=a_file(content or a_pdf(1), name), owner_kind=FOLDER, owner_id=folder.pk, vouched=True, by=keeper, **more
    )
    run_jobs()
    return document


def entry(catalogue: str, code: str, name: str) -> CatalogueEntry:
    return CatalogueEntry.objects.get_or_create(catalogue=catalogue, code=code, defaults={"name": name})[0]


def typed(text: str) -> str:
    """A page with these lines as they are."""
    return r" \ ".join(f'#"{line}"' for line in text.splitlines())


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


class TestFolders:
    def test_a_library_is_there_when_it_is_opened_and_only_once(self):
        first, again = own(chi()), own(chi())
        assert first.pk == again.pk
        assert own(dung()).pk != first.pk
        with pytest.raises(IntegrityError), transaction.atomic():
            Folder.objects.create(user=chi(), name="Khác", folded="khac")
        actions.open_library(library=AGENCY, by=by(chi()))
        assert Folder.objects.filter(user=None).count() == 1

    def test_folders_are_made_renamed_moved_and_removed(self):
        root = own(chi())
        with expect_record("documents.folder_made"):
            one = actions.make_folder(parent_id=root.pk, name="  Hải   quan ", by=by(chi()))
        assert one.name == "Hải quan"
        with expect_record():
            assert actions.make_folder(parent_id=root.pk, name="HAI QUAN", by=by(chi())).pk == one.pk
        two = actions.make_folder(parent_id=root.pk, name="Thuế", by=by(chi()))
        with pytest.raises(Conflict, match="folder_there"):
            actions.rename_folder(folder_id=two.pk, name="hải quan", by=by(chi()))
        with expect_record("documents.folder_renamed"):
            actions.rename_folder(folder_id=two.pk, name="Thuế nội địa", by=by(chi()))
        with expect_record("documents.folder_moved"):
            actions.move_folder(folder_id=two.pk, parent_id=one.pk, by=by(chi()))
        assert [step.name for step in queries.path_of(Folder.objects.get(pk=two.pk))] == [
            "Tài liệu của tôi", "Hải quan", "Thuế nội địa",
        ]  # fmt: skip
        for parent in (two.pk, one.pk):
            with pytest.raises(Invalid, match="into_itself"):
                actions.move_folder(folder_id=one.pk, parent_id=parent, by=by(chi()))
        with pytest.raises(Conflict, match="not_empty"):
            actions.remove_folder(folder_id=one.pk, by=by(chi()))
        with expect_record("documents.folder_removed"):
            actions.remove_folder(folder_id=two.pk, by=by(chi()))
        for act in (actions.remove_folder, lambda **a: actions.rename_folder(name="x", **a)):
            with pytest.raises(Invalid, match="library_stays"):
                act(folder_id=root.pk, by=by(chi()))

    def test_they_do_not_lie_in_each_other_without_end(self):
        folder = own(chi())
        for level in range(2, 9):
            folder = actions.make_folder(parent_id=folder.pk, name=f"Cấp {level}", by=by(chi()))
        with pytest.raises(Invalid, match="too_deep"):
            actions.make_folder(parent_id=folder.pk, name="Cấp 9", by=by(chi()))

    def test_a_name_is_needed_and_is_no_path(self):
        root = own(chi())
        with pytest.raises(Invalid, match="folder_name"):
            actions.make_folder(parent_id=root.pk, name=" . ", by=by(chi()))
        assert actions.make_folder(parent_id=root.pk, name="../etc", by=by(chi())).name == "etc"

    def test_ones_own_library_is_ones_own(self):
        folder = actions.make_folder(parent_id=own(chi()).pk, name="Riêng", by=by(chi()))
        document = put(folder, by(chi()))
        for other in (an(), dung(), em()):
            with pytest.raises(NotFound):
                actions.make_folder(parent_id=folder.pk, name="x", by=by(other))
            client = signed_in(other)
            assert client.get(reverse("documents:folder", args=[folder.pk])).status_code == 404
            assert client.get(f"/api/library/folders/{folder.pk}/documents").status_code == 404
            assert client.get(f"/api/documents/{document.pk}").status_code == 404
        actions.grant(document_id=document.pk, user_id=dung().pk, by=by(chi()))
        assert signed_in(dung()).get(f"/api/documents/{document.pk}").status_code == 200
        assert document.title in signed_in(dung()).get(reverse("documents:shared")).content.decode()
        assert signed_in(dung()).get(reverse("documents:folder", args=[folder.pk])).status_code == 404

    def test_the_agencys_library_is_read_by_all_and_kept_by_the_office(self, root, librarian):
        document = put(root, librarian)
        assert signed_in(dung()).get(f"/api/documents/{document.pk}").status_code == 200
        with pytest.raises(Refused, match="only_librarians"):
            actions.make_folder(parent_id=root.pk, name="x", by=by(dung()))
        with pytest.raises(Refused, match="only_librarians"):
            put(root, by(dung()), a_pdf(2))
        actions.make_folder(parent_id=root.pk, name="Của quản trị", by=by(em()))

    def test_a_paper_goes_to_another_folder_of_the_same_library(self, root, librarian):
        folder = actions.make_folder(parent_id=root.pk, name="Nghị định", by=librarian)
        document = put(root, librarian)
        with expect_record("documents.shelved"):
            actions.shelve_document(document_id=document.pk, folder_id=folder.pk, by=librarian)
        with expect_record():
            actions.shelve_document(document_id=document.pk, folder_id=folder.pk, by=librarian)
        twin = put(root, librarian)
        with pytest.raises(Conflict, match="duplicate"):
            actions.shelve_document(document_id=twin.pk, folder_id=folder.pk, by=librarian)
        with pytest.raises(Invalid, match="other_library"):
            actions.shelve_document(document_id=twin.pk, folder_id=own(binh()).pk, by=librarian)
        elsewhere = a_document(a_door(kept_by=[binh()]), sender=binh())
        with pytest.raises(Invalid, match="not_in_a_library"):
            actions.shelve_document(document_id=elsewhere.pk, folder_id=folder.pk, by=librarian)


class TestShortcuts:
    def test_a_paper_of_a_meeting_is_kept_at_hand_and_opens_as_long_as_it_may(self):
        seers = [chi()]
        owner = a_door(seen_by=seers, kept_by=[binh()])
        document = a_document(owner, sender=binh())
        mine = own(chi())
        with expect_record("documents.kept_at_hand"):
            kept = actions.keep_at_hand(document_id=document.pk, folder_id=mine.pk, by=by(chi()))
        assert actions.keep_at_hand(document_id=document.pk, folder_id=mine.pk, by=by(chi())).pk == kept.pk
        assert [row.document_id for row in queries.shortcuts_in(by(chi()), mine)] == [document.pk]
        import dataclasses

        kind = document.owner_kind
        DOORS[kind] = dataclasses.replace(DOORS[kind], may_see=lambda _b, _o: False, seen_among=lambda _b, _o: set())
        assert queries.shortcuts_in(by(chi()), mine) == []
        with pytest.raises(NotFound):
            actions.let_go(shortcut_id=kept.pk, by=by(dung()))
        with expect_record("documents.let_go"):
            actions.let_go(shortcut_id=kept.pk, by=by(chi()))
        assert not Shortcut.objects.exists()

    def test_nothing_is_kept_in_the_agencys_library_or_where_it_lies(self, root, librarian):
        document = put(root, librarian)
        with pytest.raises(Invalid, match="shortcut_in_own"):
            actions.keep_at_hand(document_id=document.pk, folder_id=root.pk, by=librarian)
        with pytest.raises(NotFound):
            actions.keep_at_hand(document_id=put(own(chi()), by(chi())).pk, folder_id=own(dung()).pk, by=by(dung()))


class TestRegulations:
    def test_the_machine_reads_what_a_regulation_is_and_a_person_confirms(self, root, librarian):
        kind = entry("document_type", "nghi-dinh", "Nghị định")
        body = entry("issuing_body", "chinh-phu", "Chính phủ")
        document = put(root, librarian, a_pdf_of(typed(DECREE)))
        regulation = Regulation.objects.get(document=document)
        document.refresh_from_db()
        assert (regulation.number, regulation.issued_on, regulation.guessed) == (
            "134/2026/NĐ-CP",
            date(2026, 4, 6),
            True,
        )
        assert (regulation.issuing_body, document.document_type) == (body, kind)
        assert regulation.summary.startswith("Sửa đổi, bổ sung một số điều của Nghị định số 17/2023/NĐ-CP")
        facts = {"number": "134/2026/NĐ-CP", "effective_on": date(2026, 6, 1)}
        with expect_record("documents.described"):
            actions.describe_regulation(document_id=document.pk, facts=facts, by=librarian)
        with expect_record():
            actions.describe_regulation(document_id=document.pk, facts=facts, by=librarian)
        regulation.refresh_from_db()
        assert (regulation.guessed, regulation.effect) == (False, "in_force")
        version = actions.add_version(
            document_id=document.pk, file=a_file(a_pdf_of(typed(DECISION))), reason="Bản đính chính",
            vouched=True, by=librarian,
        )  # fmt: skip
        run_jobs()
        regulation.refresh_from_db()
        assert (version.number, regulation.number) == (2, "134/2026/NĐ-CP"), "what a person said stays"

    def test_a_paper_of_ones_own_is_no_regulation(self):
        document = put(own(chi()), by(chi()), a_pdf_of(typed(DECREE)))
        assert not Regulation.objects.exists()
        with pytest.raises(Invalid, match="not_a_regulation"):
            actions.describe_regulation(document_id=document.pk, facts={}, by=by(chi()))

    def test_days_make_sense(self, root, librarian):
        document, other = put(root, librarian), put(root, librarian, a_pdf(2))
        wrong = {"effective_on": date(2026, 6, 1), "expires_on": date(2026, 5, 1)}
        for facts, code in ((wrong, "expires_too_early"), ({"replaced_by_id": document.pk}, "replaced_by_what")):
            with pytest.raises(Invalid, match=code):
                actions.describe_regulation(document_id=document.pk, facts=facts, by=librarian)
        actions.describe_regulation(document_id=document.pk, facts={"replaced_by_id": other.pk}, by=librarian)
        assert Regulation.objects.get(pk=document.pk).effect == "replaced"

    @pytest.mark.parametrize(
        ("facts", "effect"),
        [
            ({}, "unknown"),
            ({"effective_on": TODAY}, "in_force"),
            ({"effective_on": TODAY + timedelta(days=1)}, "upcoming"),
            ({"effective_on": date(2020, 1, 1), "expires_on": TODAY}, "expired"),
            ({"effective_on": date(2020, 1, 1), "expires_on": TODAY + timedelta(days=1)}, "in_force"),
            ({"expires_on": date(2025, 1, 1)}, "expired"),
        ],
    )
    def test_the_list_and_the_paper_say_the_same_of_its_effect(self, root, librarian, facts, effect):
        document = put(root, librarian)
        actions.describe_regulation(document_id=document.pk, facts=facts, by=librarian)
        assert Regulation.objects.get(pk=document.pk).effect == effect
        found = {name for name in queries.EFFECTS if queries.papers_in(root, Asked(effect=name)).exists()}
        assert found == {effect}

    def test_they_are_found_by_number_name_and_summary_without_diacritics_in_inner_folders_too(self, root, librarian):
        inner = actions.make_folder(parent_id=root.pk, name="Nghị định", by=librarian)
        document = put(inner, librarian, title="Quyền tác giả")
        facts = {"number": "134/2026/NĐ-CP", "summary": "Sửa đổi Luật Sở hữu trí tuệ", "issued_on": date(2026, 4, 6)}
        actions.describe_regulation(document_id=document.pk, facts=facts, by=librarian)
        put(root, librarian, a_pdf(2), title="Khác hẳn")
        for asked in ("134/2026", "quyen tac", "so huu tri tue", "SỞ HỮU"):
            assert [row.pk for row in queries.papers_in(root, Asked(q=asked))] == [document.pk], asked
        assert not queries.papers_in(root, Asked(q="không có"))
        assert [row.pk for row in queries.papers_in(root, Asked(year="2026"))] == [document.pk]
        assert queries.years() == [2026]
        assert len(queries.papers_in(root, Asked())) == 1, "without a question, a folder shows what lies in it"

    def test_lists_ask_few_questions(self, root, librarian, django_assert_max_num_queries):
        for number in range(12):
            document = actions.add_document(
                file=a_file(a_pdf(number + 1)), owner_kind=FOLDER, owner_id=root.pk, vouched=True, by=librarian
            )
            if number % 2:
                facts = {"number": f"{number}/QĐ"}
                actions.describe_regulation(document_id=document.pk, facts=facts, by=librarian)
        client = signed_in(chi())
        client.get(reverse("documents:library"))
        with django_assert_max_num_queries(36):
            assert client.get(reverse("documents:library")).status_code == 200


class TestImport:
    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        folder = tmp_path / "van-ban"
        for name, content in {
            "Nghị định/134.pdf": a_pdf(1), "Nghị định/2025/12.pdf": a_pdf(2), "Quyết định/1.pdf": a_pdf(3),
            "Quyết định/trùng.pdf": a_pdf(3), "Quyết định/hỏng.exe": b"MZ\x90\x00" * 200, "Thumbs.db": b"x",
            "Quyết định/~$1.docx": b"x",
        }.items():  # fmt: skip
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return folder

    def test_a_folder_with_many_files_comes_in_and_again_only_what_is_new(self, librarian, source):
        out = io.StringIO()
        call_command("import_library", str(source), by="binh", into="Kho cũ", stdout=out)
        assert "Đã đưa 3 tệp, 1 tệp đã có, 1 tệp không nhận" in out.getvalue()
        assert "hỏng.exe: Nội dung tệp không phải loại văn bản được nhận" in out.getvalue()
        ways = {
            " / ".join(step.name for step in queries.path_of(queries.folder_of(row))) for row in Document.objects.all()
        }
        assert ways == {
            "Văn bản quy định / Kho cũ / Nghị định", "Văn bản quy định / Kho cũ / Nghị định / 2025",
            "Văn bản quy định / Kho cũ / Quyết định",
        }  # fmt: skip
        (source / "Nghị định" / "mới.pdf").write_bytes(a_pdf(5))
        again = io.StringIO()
        call_command("import_library", str(source), by="binh", into="Kho cũ", stdout=again)
        assert "Đã đưa 1 tệp, 4 tệp đã có, 1 tệp không nhận" in again.getvalue()

    def test_only_a_librarian_answers_for_it(self, source, tmp_path):
        for by_whom in (chi().username, "nobody"):
            with pytest.raises(CommandError):
                call_command("import_library", str(source), by=by_whom)
        with pytest.raises(CommandError):
            call_command("import_library", str(tmp_path / "nichts"), by="binh")
        assert not Document.objects.exists()

    def test_a_browser_that_sends_a_whole_folder_makes_its_inner_folders(self, root, librarian):
        client = signed_in(binh())
        for name, path in (("1.pdf", "Luật/2026"), ("2.pdf", "Luật"), ("3.pdf", "../../Luật/./2026")):
            form = {"file": a_file(a_pdf(int(name[0])), name), "folder": str(root.pk), "path": path, "vouched": "true"}
            assert client.post("/api/documents", form).status_code == 201
        ways = sorted(door(FOLDER).label(row.owner_id) for row in Document.objects.all())
        assert ways == ["Văn bản quy định / Luật"] + ["Văn bản quy định / Luật / 2026"] * 2

    def test_a_file_that_lies_elsewhere_is_linked_or_kept(self, root, librarian):
        content = a_pdf(1)
        there = put(root, librarian, content, title="Nghị định 134")
        mine = own(chi())
        client = signed_in(chi())
        form = {"file": a_file(content, "a.pdf"), "folder": str(mine.pk), "vouched": "true", "even_if_known": "false"}
        refused = client.post("/api/documents", form)
        assert (refused.status_code, refused.json()["code"]) == (409, "documents.known_elsewhere")
        assert "Văn bản quy định" in refused.json()["message"]
        kept = client.post("/api/documents", form | {"file": a_file(content, "a.pdf"), "even_if_known": "true"})
        assert kept.status_code == 201
        shown = signed_in(chi()).get(reverse("documents:details", args=[kept.json()["id"]])).content.decode()
        assert "Tệp này cũng có ở" in shown
        assert there.title in shown


class TestPages:
    def test_the_library_is_a_page_for_everybody(self, root, librarian):
        folder = actions.make_folder(parent_id=root.pk, name="Nghị định", by=librarian)
        document = put(folder, librarian, title="Nghị định 134")
        reader = signed_in(dung())
        home = reader.get(reverse("documents:library")).content.decode()
        assert "Nghị định" in home
        assert "Đưa tài liệu vào thư mục này" not in home
        assert "Đưa tài liệu vào thư mục này" in signed_in(binh()).get(reverse("documents:library")).content.decode()
        shown = reader.get(reverse("documents:folder", args=[folder.pk])).content.decode()
        assert "Nghị định 134" in shown
        assert f"/api/documents/{document.pk}/pages/1.webp?w=200" in shown
        found = reader.get(reverse("documents:library"), {"q": "nghi dinh 134"}).content.decode()
        assert "Nghị định 134" in found
        nothing = reader.get(reverse("documents:library"), {"q": "khong co gi"}).content.decode()
        assert "Tìm trong nội dung mọi tài liệu" in nothing

    def test_ones_own_library_and_what_was_shared(self):
        put(own(chi()), by(chi()), title="Ghi chép riêng")
        assert "Ghi chép riêng" in signed_in(chi()).get(reverse("documents:mine")).content.decode()
        assert "Ghi chép riêng" not in signed_in(dung()).get(reverse("documents:mine")).content.decode()
        assert "Chưa ai chia sẻ" in signed_in(dung()).get(reverse("documents:shared")).content.decode()

    def test_folders_on_the_page(self):
        client, root = signed_in(chi()), own(chi())

        def at(name, folder):
            return reverse(f"documents:{name}", args=[folder.pk])

        assert client.post(at("new_folder", root), {"name": ""}).status_code == 422
        assert client.post(at("new_folder", root), {"name": "Một"}).status_code == 302
        assert client.post(at("new_folder", root), {"name": "Hai"}).status_code == 302
        one, two = Folder.objects.get(name="Một"), Folder.objects.get(name="Hai")
        twin = client.post(at("rename_folder", two), {"name": "MỘT"})
        assert twin.status_code == 422
        assert "Ở đây đã có thư mục" in twin.content.decode()
        assert client.post(at("move_folder", two), {"parent": str(one.pk)}).status_code == 302
        assert client.post(at("move_folder", one), {"parent": str(two.pk)}).status_code == 422
        assert client.post(at("remove_folder", one)).status_code == 409
        assert client.post(at("remove_folder", two)).status_code == 302
        for name in ("new_folder", "rename_folder", "move_folder", "remove_folder"):
            assert signed_in(dung()).post(at(name, one), {"name": "x"}).status_code == 404

    def test_facts_are_written_on_the_page_and_the_list_is_exported(self, root, librarian):
        kind = entry("document_type", "quyet-dinh", "Quyết định")
        document = put(root, librarian, title="Quy chế họp")
        client = signed_in(binh())
        address = reverse("documents:describe", args=[document.pk])
        assert client.get(address).status_code == 200
        body = {
            "number": "1810/QĐ-TCHQ",
            "issued_on": "2018-06-15",
            "effective_on": "2018-06-15",
            "document_type": str(kind.pk),
        }
        assert client.post(address, body | {"expires_on": "2018-01-01"}).status_code == 422
        assert client.post(address, body).status_code == 302
        shown = client.get(reverse("documents:details", args=[document.pk])).content.decode()
        assert "1810/QĐ-TCHQ" in shown
        assert "Còn hiệu lực" in shown
        assert signed_in(dung()).get(address).status_code == 403
        file = client.get(reverse("documents:export", args=[root.pk]))
        from python_calamine import CalamineWorkbook

        rows = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
        assert rows[1][:3] == ["Quyết định", "1810/QĐ-TCHQ", "Quy chế họp"]
        assert rows[1][5] == date(2018, 6, 15)

    def test_a_paper_is_moved_and_kept_on_the_page(self, root, librarian):
        folder = actions.make_folder(parent_id=root.pk, name="Quy chế", by=librarian)
        document = put(root, librarian)
        client = signed_in(binh())
        address = reverse("documents:shelve", args=[document.pk])
        assert "Văn bản quy định / Quy chế" in client.get(address).content.decode()
        assert client.post(address, {"folder": "x"}).status_code == 422
        assert client.post(address, {"folder": str(folder.pk)}).status_code == 302
        assert signed_in(chi()).post(reverse("documents:keep", args=[document.pk])).status_code == 302
        mine = signed_in(chi()).get(reverse("documents:mine")).content.decode()
        assert document.title in mine
        drop = reverse("documents:let_go", args=[Shortcut.objects.get().pk])
        assert signed_in(dung()).post(drop).status_code == 404
        assert signed_in(chi()).post(drop).status_code == 302

    def test_by_api(self, root, librarian):
        client = signed_in(binh())
        made = client.post(
            "/api/library/folders", {"parent": str(root.pk), "name": "Luật"}, content_type="application/json"
        )
        assert made.status_code == 201
        folder = made.json()["id"]
        renamed = client.patch(
            f"/api/library/folders/{folder}", {"name": "Luật, pháp lệnh"}, content_type="application/json"
        )
        assert renamed.json()["name"] == "Luật, pháp lệnh"
        document = put(Folder.objects.get(pk=folder), librarian, title="Luật Hải quan")
        facts = {"number": "54/2014/QH13", "effective_on": "2015-01-01"}
        told = client.patch(f"/api/documents/{document.pk}/regulation", facts, content_type="application/json")
        assert (told.json()["number"], told.json()["effect"]) == ("54/2014/QH13", "in_force")
        listed = signed_in(chi()).get(f"/api/library/folders/{root.pk}/documents", {"q": "54/2014"}).json()
        assert [(row["title"], row["regulation"]["number"]) for row in listed["rows"]] == [
            ("Luật Hải quan", "54/2014/QH13")
        ]
        tree = signed_in(chi()).get("/api/library/folders").json()
        assert [(row["name"], row["papers"]) for row in tree] == [("Văn bản quy định", 0), ("Luật, pháp lệnh", 1)]
        shelved = client.post(
            f"/api/documents/{document.pk}/shelve", {"folder": str(root.pk)}, content_type="application/json"
        )
        assert shelved.status_code == 200
        mine = signed_in(chi()).get("/api/library/folders?library=mine").json()[0]["id"]
        kept = signed_in(chi()).post(
            f"/api/documents/{document.pk}/keep", {"folder": mine}, content_type="application/json"
        )
        assert kept.status_code == 201
        assert len(signed_in(chi()).get(f"/api/library/folders/{mine}/shortcuts").json()) == 1
        assert signed_in(chi()).delete(f"/api/shortcuts/{kept.json()['id']}").status_code == 204
        assert client.delete(f"/api/library/folders/{folder}").status_code == 204


def test_papers_of_libraries_are_found_by_those_who_may_see_them(root, librarian):
    from giaoban.search.queries import find

    put(root, librarian, a_pdf_of("Quy chế làm việc của cơ quan, điều khoản thi hành. " * 3), title="Quy chế")
    put(own(chi()), by(chi()), a_pdf_of("Quy chế làm việc của cơ quan, bản nháp riêng. " * 3), title="Nháp")
    titles = {
        user.username: {hit.row.title for hit in find(by(user), "quy che lam viec").hits} for user in (chi(), dung())
    }
    assert titles == {chi().username: {"Quy chế", "Nháp"}, dung().username: {"Quy chế"}}
