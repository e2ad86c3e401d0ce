"""Questions as people type them, each with the beginning of the title that must come first.

``FIFTY`` was written down before any answer was looked at; ``AFTERWARDS`` once the first were all answered rightly,
again before looking.
"""

DECREE = "Nghị định số 134/2026/NĐ-CP sửa đổi"
DIRECTIVE = "Chỉ thị số 02/CT-TTg về tăng cường"
LETTER = "Công văn số 438/UBND-VHXH"

FIFTY: tuple[tuple[str, str], ...] = (
    # the real documents
    ("134/2026/NĐ-CP sửa đổi", DECREE),
    ("17/2023/NĐ-CP", DECREE),
    ("quyen tac gia tri tue nhan tao", DECREE),
    ("tác phẩm dành cho người khuyết tật", DECREE),
    ("tien ban quyen ban ghi am ghi hinh", DECREE),
    ("giay chung nhan dang ky quyen lien quan", DECREE),
    ("chỉ thị 02/CT-TTg tăng cường thực thi", DIRECTIVE),
    ("chi thi tang cuong thuc thi shtt", DIRECTIVE),
    ("ban chỉ đạo 389 quốc gia", DIRECTIVE),
    ("438/UBND-VHXH", LETTER),
    ("cong van ubnd quang ninh", LETTER),
    ("Nguyễn Văn Công", LETTER),
    ("giống cây trồng sở nông nghiệp", LETTER),
    # meetings
    ("tổng kết công tác năm", "Hội nghị tổng kết công tác năm"),
    ("tap huan phan mem hop khong giay", "Tập huấn phần mềm họp không giấy"),
    ("phan loai may moc nhap khau nhieu lo", "Họp giải quyết vướng mắc về phân loại máy móc"),
    ("chuyển tải bất hợp pháp", "Họp chuyên đề về chống gian lận xuất xứ"),
    ("kho tang vat tap trung", "Họp tham mưu phương án sắp xếp kho tang vật"),
    ("sơ kết quý I", "Họp sơ kết quý I"),
    ("su co he thong thong quan", "Họp đột xuất xử lý sự cố hệ thống thông quan"),
    ("phòng chống bão", "Họp điều phối phòng, chống bão"),
    ("quy chế làm việc của cục", "Họp tham mưu sửa đổi quy chế làm việc"),
    ("dien tap cuoc hop truc tuyen", "Diễn tập cuộc họp trực tuyến"),
    ("chuyển đổi vị trí công tác", "Họp tham mưu phương án chuyển đổi vị trí công tác"),
    ("hang ton dong kho hang khong", "Họp xử lý hàng tồn đọng tại kho hàng không"),
    ("một năm giao ban trực tuyến", "Họp đánh giá một năm thực hiện giao ban"),
    ("dn che xuat bac thang long", "Họp tháo gỡ khó khăn cho doanh nghiệp chế xuất"),
    ("họp chuyên đề cao điểm chống buôn lậu", "Họp chuyên đề về cao điểm chống buôn lậu"),
    # one letter wrong
    ("tham vaan trị giá nhóm hàng tiêu dùng", "Họp chuyên môn về tham vấn trị giá"),
    ("an toan thong itn va chuyen doi so", "Họp chuyên đề về an toàn thông tin"),
    ("cuongw che tam hoan xuat canh", "Luật Quản lý thuế"),
    ("boa ve bi mat nha nuoc", "Luật Bảo vệ bí mật nhà nước"),
    ("chứng thưu số hết hạn văn thư", "Chứng thư số chuyên dùng sắp hết hạn của văn thư đơn vị"),
    ("seal dinh vj dien tu", "Tờ trình phương án trang bị seal định vị điện tử"),
    ("nghi van ma tuyy hanh ly khach qua canh", "Phối hợp xử lý vụ việc nghi vấn ma túy trong hành lý"),
    ("rượu vag nhập khẩu", "Tham vấn trị giá đối với rượu vang"),
    # texts of law
    ("Thông tư 33/2023/TT-BTC", "Thông tư số 33/2023/TT-BTC"),
    ("nghi dinh 18/2021", "Nghị định số 18/2021/NĐ-CP"),
    ("NĐ 128/2020 xử phạt", "Nghị định số 128/2020/NĐ-CP"),
    ("luật cán bộ công chức 2025", "Luật Cán bộ, công chức năm 2025"),
    ("quyết định 45/2018 chất lượng cuộc họp", "Quyết định số 45/2018/QĐ-TTg"),
    ("thue gtgt hang nhap khau 2024", "Luật Thuế giá trị gia tăng năm 2024"),
    ("xe ô tô phục vụ công tác chung", "Nghị định số 72/2023/NĐ-CP"),
    ("nguoi to cao", "Luật Tố cáo"),
    # obstacles and conclusions
    ("C/O mẫu E đồ chơi trẻ em", "Mẫu dấu, chữ ký trên C/O mẫu E của lô hàng đồ chơi trẻ em"),
    ("dieu hoa khong khi thai lan", "Kiểm tra C/O mẫu D điện tử đối với điều hòa không khí"),
    ('"bản mạch in" quyết toán', "Báo cáo quyết toán của doanh nghiệp sản xuất xuất khẩu bản mạch in"),
    ("vasscm cfs", "Đối chiếu hàng qua khu vực giám sát trên VASSCM tại kho hàng lẻ CFS"),
    ("may bay khong nguoi lai", "Chính sách quản lý đối với máy bay không người lái"),
    ("người nhận hàng bưu chính chấm điểm rủi ro", "Thí điểm chấm điểm rủi ro người nhận hàng bưu chính"),
)

assert len(FIFTY) == 50

AFTERWARDS: tuple[tuple[str, str], ...] = (
    ("đăng ký quyền tác giả hồ sơ thủ tục cấp lại", DECREE),
    ("luat 50/2005/QH11", DECREE),
    ("Hà Nội ngày 30 tháng 01 năm 2026", DIRECTIVE),
    ("quan ly thi truong so cong thuong", LETTER),
    ("bộ đội biên phòng tuần tra biên giới", LETTER),
    ("hội nghị sơ kết 6 tháng đầu năm", "Hội nghị sơ kết công tác sáu tháng đầu năm"),
    ("tap huan xuat xu", "Tập huấn nghiệp vụ kiểm tra xuất xứ"),
    ("trên 220 chuyến bay", "Họp điều phối phục vụ cao điểm hành khách"),
    ("xac thuc hai buoc", "Áp dụng xác thực hai bước"),
    ("tiêu hủy hàng hư hỏng", "Tổ chức tiêu hủy hàng hư hỏng"),
    ("so tay kiem tra xuat xu", "Biên soạn sổ tay kiểm tra xuất xứ"),
    ("kịch bản thu quý II", "Xây dựng kịch bản thu quý II"),
    ("giày thể thao shtt", "Tạm dừng thông quan hàng có dấu hiệu xâm phạm sở hữu trí tuệ (giày thể thao)"),
    ("thuoc la dien tu tang vat", "Bảo quản, xử lý tang vật vi phạm hành chính (thuốc lá điện tử)"),
    ("máy soi hỏng hành lý ký gửi", "Máy soi gặp sự cố ảnh hưởng kiểm tra hành lý ký gửi"),
    ("may soii buu gui quoc te", "Máy soi gặp sự cố ảnh hưởng kiểm tra bưu gửi quốc tế"),
    ("kiem dichj trai cay", "Lấy mẫu kiểm dịch đối với trái cây"),
    ("hang rao camera doanh nghiep che xuat", "Nghị định số 18/2021/NĐ-CP"),
    ("lỗi thể thức văn bản", "Nghị định số 30/2020/NĐ-CP"),
    ("nghị địn 69 tạm nhập tái xuất", "Nghị định số 69/2018/NĐ-CP"),
    ("hồ sơ cấp độ attt", "Nghị định số 85/2016/NĐ-CP"),
    ("bieu thue 26/2023", "Biểu thuế theo Nghị định số 26/2023"),
    (
        "chuyen bay han quoc",
        "Ùn tắc khu vực hành lý nhập cảnh trong khung giờ cao điểm, trọng tâm là các chuyến bay từ Hàn",
    ),
    ("mũ giày kiểm tra hàng hóa", "Cấp phát giày, mũ kiểm tra hàng hóa"),
    ("phân luồng tờ khai xuất khẩu vnaccs", "Hệ thống VNACCS/VCIS chậm trả kết quả phân luồng đối với tờ khai xuất"),
)

assert len(AFTERWARDS) == 25
